"""Price a shipment with every service and keep the answer as a snapshot."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.pricing.offers import Offered
from apps.orders.domain.pricing.quoted import QuotedOffer
from apps.orders.domain.pricing.ranking import rank
from apps.orders.domain.pricing.shipment import Parcel, Shipment
from apps.orders.models import Order, Quote
from apps.orders.services.price_offers import keep_policies, price_offers, rates_for
from apps.orders.services.quote_rows import quoted
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.events import publish

# Long enough to choose and to confirm a batch; short enough for sheets to follow the market.
QUOTE_LASTS = timedelta(minutes=30)


def issue_quote(
    *,
    shipment: Shipment,
    customer_id: UUID,
    livemode: bool,
    actor: Actor,
    modes: Sequence[str] = (),
    order: Order | None = None,
    adjust: Callable[[Offered], Offered] | None = None,
) -> Quote:
    """Inside the caller's unit of work.

    `modes`: ground, express, air; none for all. Calls no other context.
    """
    rates = rates_for(customer_id, modes=modes)
    if order is not None and any(policy.goods for policy in rates.catalogue.policies):
        shipment = replace(shipment, contents=_all_contents(order))
    quote = Quote(
        customer_id=customer_id,
        livemode=livemode,
        order=order,
        origin_dane=shipment.origin,
        destination_dane=shipment.destination,
        pieces=[_parcel(parcel) for parcel in shipment.parcels],
        declared_value=shipment.declared,
        cod_amount=shipment.cod,
        payer=shipment.payer.value,
        expires_at=clock.now() + QUOTE_LASTS,
        catalogue=rates.catalogue.stamp,
        modes=list(modes),
        created_by=str(actor),
    )
    offered = price_offers(shipment, rates)
    if adjust is not None:
        offered = [adjust(one) for one in offered]
    quote.offers = _cheapest_first(keep_policies(shipment, offered, rates))
    quote.offered = [offer.kept() for offer in quote.offers]
    quote.save(force_insert=True)
    publish(outgoing.quote_issued(quote), aggregate=quote.id, actor=actor, livemode=livemode)
    return quote


def _all_contents(order: Order) -> str:
    """Whatever the order says to be in it: of itself, of its pieces and of its lines."""
    said = [order.contents, *(piece.contents for piece in order.pieces.all())]
    return " / ".join([*said, *(line.description for line in order.lines.all())])


def _parcel(parcel: Parcel) -> dict[str, int]:
    names = ("weight_g", "length_mm", "width_mm", "height_mm")
    return {name: getattr(parcel, name) for name in names}


def _cheapest_first(offered: Sequence[Offered]) -> tuple[QuotedOffer, ...]:
    """Those without a price after all others."""
    ranks = rank(offered)
    last = len(offered) + 1
    offers = [quoted(one, ranks.get(index)) for index, one in enumerate(offered)]

    def place(offer: QuotedOffer) -> tuple[int, str, str]:
        first = offer.price.rank.price if offer.price else last
        return (first, offer.operator_code, offer.service_code)

    return tuple(sorted(offers, key=place))
