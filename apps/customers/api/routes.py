"""Where the endpoints of customers are collected, and who may use them."""

from quenty.platform.auth import Role, allow
from quenty.platform.http import Routes

routes = Routes("customers")

READ = allow(Role.MERCHANT, scope="customers:read")
WRITE = allow(Role.MERCHANT, scope="customers:write")
WALLET_READ = allow(Role.MERCHANT, scope="wallet:read")
WALLET_WRITE = allow(Role.MERCHANT, scope="wallet:write")
STAFF_READ = allow(Role.SUPPORT, Role.CREDIT_OFFICER, Role.ANALYST, Role.ADMIN)
STAFF_WRITE = allow(Role.SUPPORT, Role.ADMIN)
ADMIN = allow(Role.ADMIN)
