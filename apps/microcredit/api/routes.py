"""Where the endpoints of microcredit register: under /api/v1/microcredit/."""

from quenty.platform.http import Routes

routes = Routes("microcredit")
