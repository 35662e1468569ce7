"""Where the endpoints of analytics register: under /api/v1/analytics/."""

from quenty.platform.http import Routes

routes = Routes("analytics")
