"""The endpoints of pickups, and who may use them."""

from quenty.platform.auth import Role, allow
from quenty.platform.http import Routes

routes = Routes("pickups")

READ = allow(Role.MERCHANT, Role.ADMIN, Role.SUPPORT, Role.ANALYST, scope="pickups:read")
WRITE = allow(Role.MERCHANT, Role.ADMIN, Role.SUPPORT, scope="pickups:write")
DESK = allow(Role.FRANCHISEE, Role.ADMIN, Role.SUPPORT, scope="desk:write")
STAFF_READ = allow(Role.ADMIN, Role.SUPPORT, Role.ANALYST, scope="dispatch:read")
STAFF = allow(Role.ADMIN, Role.SUPPORT, scope="dispatch:write")
ADMIN = allow(Role.ADMIN, scope="dispatch:write")
DRIVER = allow(Role.DRIVER)
ANYONE_IN = allow(
    Role.MERCHANT,
    Role.FRANCHISEE,
    Role.DRIVER,
    Role.ADMIN,
    Role.SUPPORT,
    Role.ANALYST,
    scope="pickups:read",
)
