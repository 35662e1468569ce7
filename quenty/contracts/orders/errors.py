"""The codes of orders."""

from quenty.kernel.errors import ErrorCodes, code


class OrderError(ErrorCodes, prefix="orders"):
    NOT_FOUND = code(404, en="There is no such order.", es="No existe esa orden.")
    GUIDE_NOT_FOUND = code(404, en="There is no such guide.", es="No existe esa guía.")
