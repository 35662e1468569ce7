"""Where the endpoints of pickups register: under /api/v1/pickups/."""

from quenty.platform.http import Routes

routes = Routes("pickups")
