"""What customers hears."""

from apps.customers.services.invoices.run import invoice_delivery
from apps.customers.services.merchants.charge_cancellation import charge_cancellation
from quenty.contracts.orders.guide_events import GuideDeliveredV1
from quenty.contracts.pickups.events import PickupCancelledV1
from quenty.platform.events import Envelope, consumes


@consumes(GuideDeliveredV1)
def invoice_delivered(event: GuideDeliveredV1, envelope: Envelope) -> None:
    """The wallet was charged by the order; what came later, by the guide."""
    if envelope.livemode:
        invoice_delivery(customer_id=event.customer_id, references=(event.order_id, event.guide_id))


@consumes(PickupCancelledV1)
def charge_late_cancellation(event: PickupCancelledV1, envelope: Envelope) -> None:
    """A pickup that was cancelled after its cut-off."""
    if event.fee:
        charge_cancellation(customer_id=event.customer_id, pickup_id=event.pickup_id, fee=event.fee)
