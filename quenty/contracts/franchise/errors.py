"""The codes of franchise."""

from quenty.kernel.errors import ErrorCodes, code


class FranchiseError(ErrorCodes, prefix="franchise"):
    SHEET_NOT_FOUND = code(
        404, en="There is no such published rate sheet.", es="No existe esa tarifa publicada."
    )
    SERVICE_NOT_FOUND = code(404, en="There is no such service.", es="No existe ese servicio.")
