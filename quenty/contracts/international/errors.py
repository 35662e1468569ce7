"""The codes that callers of international may see. None yet."""

from quenty.kernel.errors import ErrorCodes


class InternationalError(ErrorCodes, prefix="international"):
    """`NAME = code(409, en="...", es="...")` becomes the code `international.name`."""
