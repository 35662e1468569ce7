"""Another operator in the place of one that cannot: which, and for how long."""

from datetime import timedelta
from uuid import UUID

from prometheus_client import Counter

from apps.orders.models import Confirmation, Offer, OperatorHealth, Order
from apps.orders.services.quote_rows import take_offer
from quenty.kernel import clock
from quenty.kernel.money import Money, Rate

# A guide may go to an operator whose price differs by so much of the one that was taken.
TOLERANCE = Rate("0.10")
# After so long the main operator is tried again.
DIVERTED_FOR = timedelta(hours=1)
SWITCHES = Counter(
    "quenty_operator_switches_total",
    "Guides that went to another operator than the one taken",
    ["operator", "reason"],
)


def diverted_to(order: Order, offer: Offer) -> Offer | None:
    """Who carries it while the offer's operator rests, None when it does not rest."""
    resting = OperatorHealth.objects.filter(
        operator_id=offer.operator_id, diverted_until__gt=clock.now()
    )
    if not order.livemode or not resting.exists():
        return None
    other = next_offer(offer, without={offer.operator_id})
    if other is not None:
        SWITCHES.labels(offer.operator_code, "diverted").inc()
    return other


def next_after(confirmation: Confirmation) -> Offer | None:
    """The next by priority that no attempt of this order's quote has tried."""
    if not confirmation.allows_other:
        return None
    quote_id = confirmation.chosen_offer.quote_id
    tried = Confirmation.objects.filter(
        order_id=confirmation.order_id, offer__quote_id=quote_id
    ).values_list("offer__operator_id", flat=True)
    return next_offer(confirmation.chosen_offer, without=set(tried))


def next_offer(chosen: Offer, *, without: set[UUID]) -> Offer | None:
    """Of the same quote, by the services' priority on its route, then by price; taken."""
    quote = chosen.quote
    near = [
        (offer.priority, offer.price.rank.price, offer)
        for offer in quote.offers
        if offer.price
        and offer.operator_id not in without
        and _is_near(offer.price.total, chosen.total)
    ]
    if not near:
        return None
    *_, first = min(near, key=lambda found: found[:2])
    return take_offer(quote, first)


def _is_near(price: Money, chosen: Money | None) -> bool:
    if chosen is None:
        return False
    difference = price - chosen if price > chosen else chosen - price
    return difference <= (chosen * TOLERANCE).half_up()


def divert(operator_id: UUID, operator_code: str) -> None:
    """Let what may go elsewhere go there for an hour. Inside a unit of work."""
    OperatorHealth.objects.update_or_create(
        operator_id=operator_id,
        defaults={
            "operator_code": operator_code,
            "diverted_until": clock.now() + DIVERTED_FOR,
        },
    )
