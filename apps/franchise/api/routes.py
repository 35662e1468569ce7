"""The endpoints of franchise, and who may use them."""

from quenty.platform.auth import Role, allow
from quenty.platform.http import Routes

routes = Routes("franchise")

READ = allow(Role.ADMIN, Role.ANALYST, Role.SUPPORT, Role.OPERATOR, scope="franchise:read")
WRITE = allow(Role.ADMIN, scope="franchise:write")
# The network: a franchisee sees what is its own.
SEE = allow(Role.ADMIN, Role.ANALYST, Role.SUPPORT, Role.FRANCHISEE, scope="franchise:read")
# Earnings: payees that are customers (allies, agents) see their own as well.
EARN = allow(
    Role.ADMIN,
    Role.ANALYST,
    Role.SUPPORT,
    Role.FRANCHISEE,
    Role.MERCHANT,
    scope="franchise:read",
)
STAFF = allow(Role.ADMIN, Role.ANALYST, Role.SUPPORT, scope="franchise:read")
