"""Ask what many shipments would cost."""

from collections.abc import Sequence
from uuid import UUID

from apps.orders.domain.pricing.shipment import Shipment
from apps.orders.models import Estimate, EstimateRow
from apps.orders.selectors.merchants import refuse_suspended
from apps.orders.services.estimates.price import price_rows
from quenty.kernel.actors import Actor
from quenty.platform.codec import to_plain
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

# So many are priced while the caller waits, in well under a second.
AT_ONCE = 25


def ask_estimate(
    *,
    customer_id: UUID,
    livemode: bool,
    shipments: Sequence[tuple[str, Shipment]],
    modes: Sequence[str],
    best: str,
    keep: int,
    actor: Actor,
) -> Estimate:
    """`shipments`: (the merchant's reference, shipment). A few are priced at once; of more a job
    does it, and the estimate given is still running. Raises orders.merchant_suspended.
    """
    with unit_of_work("orders"):
        refuse_suspended(customer_id)
        estimate = Estimate.objects.create(
            customer_id=customer_id,
            livemode=livemode,
            modes=list(modes),
            best=best,
            keep=keep,
            rows_total=len(shipments),
            created_by=str(actor),
        )
        EstimateRow.objects.bulk_create(
            EstimateRow(
                estimate=estimate,
                position=position,
                reference=reference,
                shipment=to_plain(shipment),
            )
            for position, (reference, shipment) in enumerate(shipments, 1)
        )
        if len(shipments) <= AT_ONCE:
            price_rows(estimate, most=AT_ONCE)
        else:
            enqueue("orders.price_estimate", estimate_id=str(estimate.id))
    return estimate
