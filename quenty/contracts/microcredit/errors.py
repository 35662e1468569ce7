"""The codes that callers of microcredit may see. None yet."""

from quenty.kernel.errors import ErrorCodes


class MicrocreditError(ErrorCodes, prefix="microcredit"):
    """`NAME = code(409, en="...", es="...")` becomes the code `microcredit.name`."""
