"""Price shipments of one merchant with every service; what that needs of the merchant is read
once, however many shipments there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.orders.domain.pricing.offers import Buyer, Offered, Tariff, offer, refuse
from apps.orders.domain.pricing.policies import policy_refusals
from apps.orders.domain.pricing.reasons import Reason
from apps.orders.domain.pricing.shipment import Shipment
from apps.orders.selectors.asking import asking_of
from apps.orders.selectors.catalogue import Catalogue, catalogue_at
from apps.orders.selectors.merchants import guides_of_month
from apps.orders.selectors.policies import size_of
from quenty.kernel import clock


@dataclass(frozen=True, slots=True)
class Rates:
    """The services wished for, as they cost this merchant at one instant. `suspended`: nothing
    is sold to it now."""

    customer_id: UUID
    suspended: bool
    modes: tuple[str, ...]
    catalogue: Catalogue
    offered: tuple[tuple[Tariff, Buyer], ...]
    merchant_size: str
    at: datetime


def rates_for(customer_id: UUID, *, modes: Sequence[str] = ()) -> Rates:
    """`modes`: ground, express, air; none for all. Calls no other context.

    The guides of the month are counted, and the merchant's size asked for, only where a sheet
    or a rule needs them.
    """
    today = clock.today()
    asking = asking_of(customer_id, today)
    rates = catalogue_at(asking.stamp, today)
    tariffs = [t for t in rates.tariffs if not modes or t.terms.source.mode in modes]
    usual = asking.discounts.get(None, Decimal(0))
    excepted = any(t.selling.exceptions for t in tariffs)
    guides = guides_of_month(customer_id, today) if excepted else 0
    sized = any(policy.merchant_size for policy in rates.policies)

    def buyer(tariff: Tariff) -> Buyer:
        granted = asking.discounts.get(tariff.terms.service_id, usual)
        return Buyer(merchant_id=customer_id, discount=granted, guides=guides)

    return Rates(
        customer_id=customer_id,
        suspended=asking.suspended,
        modes=tuple(modes),
        catalogue=rates,
        offered=tuple((tariff, buyer(tariff)) for tariff in tariffs),
        merchant_size=size_of(customer_id) if sized else "",
        at=clock.now(),
    )


def price_offers(shipment: Shipment, rates: Rates) -> list[Offered]:
    """What each service asks for it, before any rule of ours forbids it."""
    return [offer(shipment, tariff, now=rates.at, buyer=buyer) for tariff, buyer in rates.offered]


def keep_policies(shipment: Shipment, offered: list[Offered], rates: Rates) -> list[Offered]:
    """The same offers, refused where a shipping policy forbids the shipment."""
    policies, size = rates.catalogue.policies, rates.merchant_size
    if not policies:
        return offered
    found: dict[str, tuple[Reason, ...]] = {}
    kept = []
    for one in offered:
        zone = _zone(shipment, one)
        if zone not in found:
            found[zone] = policy_refusals(shipment, policies, merchant_size=size, zone=zone)
        kept.append(refuse(one, found[zone]) if found[zone] else one)
    return kept


def _zone(shipment: Shipment, offered: Offered) -> str:
    if offered.priced is not None:
        return offered.priced.zone
    zone = offered.tariff.selling.zone(shipment.origin, shipment.destination)
    return zone.terms.zone if zone else ""
