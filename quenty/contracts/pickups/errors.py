"""The codes that callers of pickups may see. None yet."""

from quenty.kernel.errors import ErrorCodes


class PickupsError(ErrorCodes, prefix="pickups"):
    """`NAME = code(409, en="...", es="...")` becomes the code `pickups.name`."""
