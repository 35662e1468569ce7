"""Quote a shipment that is no order yet."""

from collections.abc import Sequence
from uuid import UUID

from apps.orders.domain.pricing.shipment import Shipment
from apps.orders.models import Quote
from apps.orders.selectors.merchants import refuse_suspended
from apps.orders.services.issue_quote import issue_quote
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
    with unit_of_work("orders"):
        refuse_suspended(customer_id)
        return issue_quote(
            shipment=shipment,
            customer_id=customer_id,
            livemode=livemode,
            actor=actor,
            modes=modes,
        )
