"""Price a shipment with every service and keep the answer as a snapshot."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from apps.orders import outgoing
from apps.orders.domain.pricing.offers import Offered
from apps.orders.domain.pricing.quoted import QuotedOffer
from apps.orders.domain.pricing.ranking import rank
from apps.orders.domain.pricing.shipment import Parcel, Shipment
from apps.orders.models import Order, Quote
from apps.orders.services.price_offers import Rates, keep_policies, price_offers
from apps.orders.services.quote_rows import quoted
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_ids
from quenty.platform.db.inserts import insert
from quenty.platform.events import publish

# Long enough to choose and to confirm a batch; short enough for sheets to follow the market.
QUOTE_LASTS = timedelta(minutes=30)


def issue_quote(
    *,
    shipment: Shipment,
    rates: Rates,
    livemode: bool,
    actor: Actor,
    order: Order | None = None,
    adjust: Callable[[Offered], Offered] | None = None,
) -> Quote:
    """Inside the caller's unit of work. `rates`: of the merchant that asks."""
    if order is not None and any(policy.goods for policy in rates.catalogue.policies):
        shipment = replace(shipment, contents=_all_contents(order))
    quote = Quote(
        customer_id=rates.customer_id,
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
        modes=list(rates.modes),
        created_by=str(actor),
    )
    offered = price_offers(shipment, rates)
    if adjust is not None:
        offered = [adjust(one) for one in offered]
    quote.offers = _cheapest_first(keep_policies(shipment, offered, rates))
    quote.offered = [offer.kept() for offer in quote.offers]
    insert(quote, context="orders")
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
    ids = new_ids(len(offered))
    offers = [quoted(one, ranks.get(index), id_=ids[index]) for index, one in enumerate(offered)]

    def place(offer: QuotedOffer) -> tuple[int, str, str]:
        first = offer.price.rank.price if offer.price else last
        return (first, offer.operator_code, offer.service_code)

    return tuple(sorted(offers, key=place))
