"""Quote a shipment that is no order yet."""

from collections.abc import Sequence
from uuid import UUID

from apps.orders.domain.pricing.shipment import Shipment
from apps.orders.models import Quote
from apps.orders.services.issue_quote import issue_quote
from apps.orders.services.price_offers import rates_for
from quenty.contracts.orders.errors import OrderError
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work


def quote_shipment(
    *,
    customer_id: UUID,
    shipment: Shipment,
    actor: Actor,
    livemode: bool,
    modes: Sequence[str] = (),
) -> Quote:
    """Raises orders.merchant_suspended."""
    with unit_of_work("orders", savepoint=False):
        rates = rates_for(customer_id, modes=modes)
        if rates.suspended:
            raise OrderError.MERCHANT_SUSPENDED()
        return issue_quote(shipment=shipment, rates=rates, livemode=livemode, actor=actor)
