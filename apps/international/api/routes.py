"""Where the endpoints of international register: under /api/v1/international/."""

from quenty.platform.http import Routes

routes = Routes("international")
