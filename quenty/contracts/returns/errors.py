"""The codes that callers of returns may see. None yet."""

from quenty.kernel.errors import ErrorCodes


class ReturnsError(ErrorCodes, prefix="returns"):
    """`NAME = code(409, en="...", es="...")` becomes the code `returns.name`."""
