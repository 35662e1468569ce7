"""Where the endpoints of returns register: under /api/v1/returns/."""

from quenty.platform.http import Routes

routes = Routes("returns")
