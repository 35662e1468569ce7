"""The codes that callers of analytics may see. None yet."""

from quenty.kernel.errors import ErrorCodes


class AnalyticsError(ErrorCodes, prefix="analytics"):
    """`NAME = code(409, en="...", es="...")` becomes the code `analytics.name`."""
