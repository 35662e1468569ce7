"""The endpoints of orders, mounted under /api/v1/orders/."""

from quenty.platform.http import Routes

routes = Routes("orders")
