"""The endpoints of franchise, and who may use them."""

from apps.franchise.services.ask_customer import check_customer
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Routes

routes = Routes("franchise")

READ = allow(Role.ADMIN, Role.ANALYST, Role.SUPPORT, Role.OPERATOR, scope="franchise:read")
WRITE = allow(Role.ADMIN, scope="franchise:write")
# The network: a franchisee sees what is its own.
SEE = allow(Role.ADMIN, Role.ANALYST, Role.SUPPORT, Role.FRANCHISEE, scope="franchise:read")
# Earnings and partners: payees that are customers (allies, agents) see their own as well.
EARN = allow(
    Role.ADMIN,
    Role.ANALYST,
    Role.SUPPORT,
    Role.FRANCHISEE,
    Role.MERCHANT,
    scope="franchise:read",
)
STAFF = allow(Role.ADMIN, Role.ANALYST, Role.SUPPORT, scope="franchise:read")


def customer_of(call: Call) -> None:
    """Asked of customers before a body's customer is taken."""
    check_customer(call.body["customer_id"])


def merchant_of(call: Call) -> None:
    check_customer(call.body["merchant_id"], field="merchant_id")
