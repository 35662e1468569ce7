"""Price a shipment with every service and keep the answer as a snapshot."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.pricing.offers import Buyer, Offered, Tariff, offer, refuse
from apps.orders.domain.pricing.policies import Policy, policy_refusals
from apps.orders.domain.pricing.ranking import rank
from apps.orders.domain.pricing.reasons import Reason
from apps.orders.domain.pricing.shipment import Parcel, Shipment
from apps.orders.models import Offer, OfferLine, Order, Quote
from apps.orders.selectors.catalogue import catalogue
from apps.orders.selectors.merchants import discounts_of, guides_of_month
from apps.orders.selectors.policies import size_of
from apps.orders.services.quote_rows import line_rows, offer_row
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
    """Inside the caller's unit of work. The quote's offers and lines come loaded with it.

    `modes`: ground, express, air; none for all. Calls no other context.
    """
    rates = catalogue(clock.today())
    tariffs = [t for t in rates.tariffs if not modes or t.terms.source.mode in modes]
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
        catalogue=rates.stamp,
        modes=list(modes),
        created_by=str(actor),
    )
    offered = _offered(shipment, tariffs, customer_id)
    if adjust is not None:
        offered = [adjust(one) for one in offered]
    broken = _broken(shipment, rates.policies, customer_id)
    offers = _store(quote, [refuse(one, broken) for one in offered] if broken else offered)
    publish(
        outgoing.quote_issued(quote, offers), aggregate=quote.id, actor=actor, livemode=livemode
    )
    return quote


def _offered(shipment: Shipment, tariffs: Sequence[Tariff], customer_id: UUID) -> list[Offered]:
    """The guides of the month are counted only where a sheet asks how many there were."""
    now, discounts = clock.now(), discounts_of(customer_id, clock.today())
    usual = discounts.get(None, Decimal(0))
    excepted = any(t.selling.exceptions for t in tariffs)
    guides = guides_of_month(customer_id, clock.today()) if excepted else 0

    def buyer(tariff: Tariff) -> Buyer:
        granted = discounts.get(tariff.terms.service_id, usual)
        return Buyer(merchant_id=customer_id, discount=granted, guides=guides)

    return [offer(shipment, t, now=now, buyer=buyer(t)) for t in tariffs]


def _broken(
    shipment: Shipment, policies: Sequence[Policy], customer_id: UUID
) -> tuple[Reason, ...]:
    """The size is asked for only where a rule needs it."""
    size = size_of(customer_id) if any(policy.merchant_size for policy in policies) else ""
    return policy_refusals(shipment, policies, merchant_size=size)


def _parcel(parcel: Parcel) -> dict[str, int]:
    names = ("weight_g", "length_mm", "width_mm", "height_mm")
    return {name: getattr(parcel, name) for name in names}


def _store(quote: Quote, offered: Sequence[Offered]) -> list[Offer]:
    quote.save(force_insert=True)
    ranks = rank(offered)
    offers, lines = [], []
    for index, one in enumerate(offered):
        row = offer_row(quote, one, ranks.get(index))
        of_row = line_rows(row, one.priced) if one.priced else []
        _loaded(row, "lines", of_row)
        offers.append(row)
        lines += of_row
    Offer.objects.bulk_create(offers)
    OfferLine.objects.bulk_create(lines)
    offers.sort(key=lambda row: (row.rank_price is None, row.rank_price, row.service_code))
    _loaded(quote, "offers", offers)
    return offers


def _loaded(row: Quote | Offer, relation: str, children: list[Offer] | list[OfferLine]) -> None:
    """What was just written need not be read again."""
    manager = getattr(row, relation)
    found = manager.get_queryset()
    found._result_cache = list(children)
    row.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = found
