"""Where a merchant's parcels start unless an order says otherwise."""

from typing import TYPE_CHECKING

from apps.orders import selectors, services
from apps.orders.api import intake
from apps.orders.api.answers import OriginOut
from apps.orders.api.bodies import PartyBody
from apps.orders.api.orders import MERCHANT
from apps.orders.api.routes import routes
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from apps.orders.models import SenderOrigin


@routes.get(
    "origin",
    answer=OriginOut,
    access=allow(Role.MERCHANT, scope="orders:read"),
    operation="orders_origin_get",
)
def get_origin(call: Call) -> "SenderOrigin":
    """The merchant's usual origin."""
    return selectors.origin_or_404(intake.merchant_of(call), livemode=call.livemode)


@routes.put(
    "origin", body=PartyBody, answer=OriginOut, access=MERCHANT, operation="orders_origin_set"
)
def set_origin(call: Call) -> "SenderOrigin":
    """Set the merchant's usual origin; orders placed before keep theirs."""
    return services.set_origin(
        customer_id=intake.merchant_of(call),
        livemode=call.livemode,
        party=intake.party(call.body),
    )
