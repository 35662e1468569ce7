"""What holds for any shipment on a monotone sheet."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.orders.domain.pricing.kept_lines import TAX, from_kept
from apps.orders.domain.pricing.offers import Buyer, Offered, Tariff, offer
from apps.orders.domain.pricing.ranking import rank
from apps.orders.domain.pricing.sheet import compile_sheet
from apps.orders.domain.pricing.shipment import Parcel, Shipment
from apps.orders.domain.pricing.terms import Terms
from apps.orders.domain.pricing.weight import chargeable_g
from apps.orders.domain.states import Payer
from apps.orders.tests import rates
from apps.orders.tests.bodies import BOGOTA, LETICIA, MEDELLIN
from quenty.kernel.clock import BOGOTA as ZONE
from quenty.kernel.money import COP, Money, total

NOW = datetime(2026, 3, 2, 9, tzinfo=ZONE)
ZONES_BY_RANK = (BOGOTA, MEDELLIN, LETICIA)
# A tax that stops above five kilos makes a heavier parcel cheaper, by law and not by sheet.
FLAT_TAXES = tuple(rule for rule in rates.taxes() if rule.over_kg == 0 and rule.up_to_kg is None)

sides = st.integers(1, 1_500)
parcels = st.builds(Parcel, st.integers(1, 50_000), sides, sides, sides)
money = st.integers(1, 9_000_000).map(lambda pesos: Money(pesos, COP))


def tariff(basis: str, **changes: Any) -> Tariff:
    service = rates.service("ground", weight_basis=basis, max_cod=rates.cop(10_000_000))
    coverage = {row.dane_code: row for row in rates.usual_coverage()}
    coverage[LETICIA] = rates.reach(LETICIA, remote=True, extra_days=2)
    return Tariff(
        terms=Terms.of(service),
        digest="",
        coverage=coverage,
        selling=compile_sheet(rates.sheet(service, **changes)),
        version=1,
        cost=compile_sheet(rates.sheet(service, side="cost", factor="0.7")),
    )


TAXED = {basis: tariff(basis) for basis in ("piece", "total")}
UNTAXED = {basis: tariff(basis, taxes=FLAT_TAXES) for basis in ("piece", "total")}


def priced(shipment: Shipment, of: Tariff, discount: int = 0) -> Offered:
    return offer(shipment, of, now=NOW, buyer=Buyer(discount=Decimal(discount)))


def shipment(
    parts: list[Parcel], declared: Money, cod: Money | None = None, to: str = MEDELLIN
) -> Shipment:
    return Shipment(
        origin=BOGOTA,
        destination=to,
        parcels=tuple(parts),
        declared=declared,
        cod=cod or Money.zero(),
        payer=Payer.SENDER,
    )


bases = pytest.mark.parametrize("basis", ["piece", "total"])
many = st.lists(parcels, min_size=1, max_size=5)


@bases
@given(
    parts=many,
    declared=money,
    cod=money,
    to=st.sampled_from(ZONES_BY_RANK),
    discount=st.integers(0, 100),
)
@settings(deadline=None)
def test_lines_add_up_and_each_tax_is_of_a_line(basis, parts, declared, cod, to, discount) -> None:
    result = priced(shipment(parts, declared, cod, to), TAXED[basis], discount).priced

    assert result is not None
    for side in map(from_kept, (result.selling, result.cost, result.back)):
        plain = [line for line in side if line.kind != TAX]
        taxes = [line for line in side if line.kind == TAX]
        assert [line.position for line in side] == list(range(1, len(side) + 1))
        assert {tax.taxes for tax in taxes} <= {line.position for line in plain}
        assert all(line.amount.is_whole() for line in side)
    assert result.total == total(x.amount for x in result.selling)
    assert result.total - result.tax == total(x.amount for x in result.selling if x.kind != TAX)
    assert result.total >= Money.zero()


@bases
@given(parts=many, declared=money, more=parcels)
@settings(deadline=None)
def test_the_price_never_falls_when_a_piece_grows(basis, parts, declared, more) -> None:
    first, *rest = parts
    grown = Parcel(
        first.weight_g + more.weight_g,
        max(first.length_mm, more.length_mm),
        max(first.width_mm, more.width_mm),
        max(first.height_mm, more.height_mm),
    )
    small = priced(shipment([first, *rest], declared), UNTAXED[basis])
    large = priced(shipment([grown, *rest], declared), UNTAXED[basis])

    assert large.weight_g >= small.weight_g
    if small.priced and large.priced:
        assert large.priced.total >= small.priced.total


@bases
@given(parts=many, low=money, high=money)
@settings(deadline=None)
def test_the_price_never_falls_when_the_declared_value_rises(basis, parts, low, high) -> None:
    low, high = sorted((low, high), key=lambda amount: amount.amount)

    small = priced(shipment(parts, low), TAXED[basis]).priced
    large = priced(shipment(parts, high), TAXED[basis]).priced

    assert small is not None
    assert large is not None
    assert large.total >= small.total


@bases
@given(parts=many, declared=money)
@settings(deadline=None)
def test_the_price_never_falls_when_the_zone_is_farther(basis, parts, declared) -> None:
    found = [priced(shipment(parts, declared, to=to), TAXED[basis]).priced for to in ZONES_BY_RANK]

    totals = [one.total.amount for one in found if one]
    assert len(totals) == 3
    assert totals == sorted(totals)


@bases
@given(parts=many)
def test_chargeable_weight_is_a_multiple_of_the_step_and_never_below_the_scale(
    basis, parts
) -> None:
    terms = TAXED[basis].terms

    weight = chargeable_g(parts, terms)

    assert weight % terms.step_g == 0
    assert weight >= sum(p.weight_g for p in parts)
    assert weight * terms.divisor >= sum(p.volume_mm3 for p in parts)


@given(st.lists(st.tuples(st.integers(1, 10), st.integers(1, 9)), min_size=1, max_size=8))
@settings(deadline=None)
def test_ranks_are_a_permutation_and_the_best_at_both_is_first_by_score(services) -> None:
    offers = []
    for factor, days in services:
        service = rates.service("ground")
        sheet = rates.sheet(service, factor=str(factor))
        zones = tuple(
            type(zone)(zone=zone.zone, rank=zone.rank, transit_days=days, extra_kg=zone.extra_kg)
            for zone in sheet.zones
        )
        selling = compile_sheet(rates.sheet(service, factor=str(factor), zones=zones))
        of = Tariff(
            terms=Terms.of(service),
            digest="",
            coverage={row.dane_code: row for row in rates.usual_coverage()},
            selling=selling,
            version=1,
            cost=None,
        )
        offers.append(priced(shipment([Parcel(900, 100, 100, 100)], Money(50_000, COP)), of))

    ranks = rank(offers)

    places = range(1, len(offers) + 1)
    for measure in ("price", "time", "score_place"):
        assert sorted(getattr(one, measure) for one in ranks.values()) == list(places)
    assert all(0 <= one.score <= 100 for one in ranks.values())
    dominant = [i for i, one in ranks.items() if one.price == 1 and one.time == 1]
    assert all(ranks[i].score == 100 and ranks[i].score_place == 1 for i in dominant)
