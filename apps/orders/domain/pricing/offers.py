"""The offer of one service for one shipment: priced, or refused with its reasons."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from apps.orders.domain.pricing.calendar import estimated_delivery
from apps.orders.domain.pricing.kept_lines import Line, tax_units_of, units_of
from apps.orders.domain.pricing.limits import Coverage, collectable, place, refusals
from apps.orders.domain.pricing.lines import Charge, price_lines, return_lines, share_of
from apps.orders.domain.pricing.liquidation import Liquidation, liquidation
from apps.orders.domain.pricing.reasons import Reason
from apps.orders.domain.pricing.sheet import Sheet, ZoneRates
from apps.orders.domain.pricing.shipment import Shipment
from apps.orders.domain.pricing.terms import Terms
from apps.orders.domain.pricing.weight import chargeable_g
from apps.orders.domain.states import Payer
from quenty.contracts.franchise.rate_exceptions import exception_for
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """A service with the rates in force: what its offers are computed from.

    `digest`: under which the terms, as they stand, are found again. `version`: of the selling
    sheet.
    """

    terms: Terms
    digest: str
    coverage: Coverage
    selling: Sheet
    version: int
    cost: Sheet | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """`cost` empty: the operator's own price is not known for this pair."""

    zone: str
    transit_days: int
    estimated_delivery: date
    selling: tuple[Line, ...]
    cost: tuple[Line, ...]
    back: tuple[Line, ...]
    liquidation: Liquidation | None

    @property
    def total(self) -> Money:
        return Money.from_units(units_of(self.selling))

    @property
    def tax(self) -> Money:
        return Money.from_units(tax_units_of(self.selling))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """`priced` is None exactly when there are `reasons`. `priority`: of the service on the
    shipment's route, the lowest first."""

    tariff: Tariff
    weight_g: int
    priority: int
    priced: Priced | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """`discount`: percent that the merchant was granted. `guides`: its guides of the month."""

    merchant_id: UUID | None = None
    discount: Decimal = Decimal(0)
    guides: int = 0

    def percent_off(self, sheet: Sheet, zone: str, day: date) -> Decimal:
        """Off the carriage lines: what was granted or what the sheet's exception says, whichever
        is more. They do not add up.
        """
        if self.merchant_id is None or not sheet.exceptions:
            return self.discount
        found = exception_for(
            sheet.exceptions, merchant_id=self.merchant_id, zone=zone, guides=self.guides, day=day
        )
        return max(self.discount, found.percent) if found else self.discount


def offer(shipment: Shipment, tariff: Tariff, *, now: datetime, buyer: Buyer) -> Offered:
    """Price a shipment with one service at an instant (aware)."""
    weight = chargeable_g(shipment.parcels, tariff.terms)
    reasons = refusals(shipment, tariff.terms, tariff.coverage)
    zone = tariff.selling.zone(shipment.origin, shipment.destination)
    if zone is None:
        names = {"origin": place(shipment.origin), "destination": place(shipment.destination)}
        reasons = (*reasons, Reason("no_rate", names))
    priority = tariff.terms.priority(
        shipment.origin, shipment.destination, zone.terms.zone if zone else ""
    )
    priced = None
    if zone is not None and not reasons:
        priced = _priced(shipment, tariff, zone, weight, now=now, buyer=buyer)
    offered = Offered(
        tariff=tariff, weight_g=weight, priority=priority, priced=priced, reasons=reasons
    )
    if priced is not None and shipment.payer is Payer.RECIPIENT:
        above = collectable(shipment.cod + priced.total, tariff.terms)
        if above is not None:
            return refuse(offered, (above,))
    return offered


def refuse(offered: Offered, reasons: tuple[Reason, ...]) -> Offered:
    """The same offer, refused for these reasons beside its own."""
    return replace(offered, priced=None, reasons=(*offered.reasons, *reasons))


def _priced(
    shipment: Shipment,
    tariff: Tariff,
    zone: ZoneRates,
    weight: int,
    *,
    now: datetime,
    buyer: Buyer,
) -> Priced:
    reach = tariff.coverage[shipment.destination]
    day = now.astimezone(BOGOTA).date()
    charge = Charge(
        zone=zone,
        weight_g=weight,
        declared=shipment.declared.units,
        cod=shipment.cod.units,
        remote=reach.remote,
        day=day,
        discount=share_of(buyer.percent_off(tariff.selling, zone.terms.zone, day)),
    )
    selling = price_lines(tariff.selling, charge)
    back = return_lines(tariff.selling, charge, selling)
    days = zone.terms.transit_days + reach.extra_days
    return Priced(
        zone=zone.terms.zone,
        transit_days=days,
        estimated_delivery=estimated_delivery(now, tariff.terms.cutoff, days),
        selling=selling,
        cost=_cost(shipment, tariff.cost, charge),
        back=back,
        liquidation=(
            liquidation(selling, back, cod=shipment.cod, payer=shipment.payer)
            if shipment.cod or shipment.payer is Payer.RECIPIENT
            else None
        ),
    )


def _cost(shipment: Shipment, sheet: Sheet | None, charge: Charge) -> tuple[Line, ...]:
    zone = sheet.zone(shipment.origin, shipment.destination) if sheet else None
    if sheet is None or zone is None:
        return ()
    return price_lines(sheet, charge._replace(zone=zone, discount=None))
