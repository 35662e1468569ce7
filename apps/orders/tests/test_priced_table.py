"""The table of priced/: each case equal to the peso, by our pricing and by its formulas."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from apps.orders.domain.pricing.kept_lines import with_tax
from apps.orders.domain.pricing.offers import Buyer, Priced, Tariff, offer
from apps.orders.domain.pricing.sheet import compile_sheet
from apps.orders.domain.pricing.shipment import Parcel, Shipment
from apps.orders.domain.pricing.terms import Terms
from apps.orders.domain.states import Payer
from apps.orders.tests import rates
from apps.orders.tests.bodies import BOGOTA, MEDELLIN
from apps.orders.tests.priced import formulas
from apps.orders.tests.priced.formulas import Row
from apps.orders.tests.rates import cop
from quenty.contracts.franchise.api import Bracket, RateSheet, Service, Surcharge, ZonePair
from quenty.contracts.franchise.api import ZoneTerms as Zone
from quenty.kernel.clock import BOGOTA as ZONE
from quenty.kernel.money import Money

NOW = datetime(2026, 3, 2, 9, tzinfo=ZONE)
CASES = formulas.table("inputs.csv")
EXPECTED = {row.pop("case"): row for row in formulas.table("expected.csv")}
SURCHARGES = (
    "fuel", "remote_area", "declared_value", "cod_fee", "handling", "margin", "return_freight",
)  # fmt: skip
CARRIAGE = ("base", "extra_kg", "fuel", "remote_area", "return_freight")


def service_of(row: Row) -> Service:
    return rates.service(
        "ground",
        divisor=int(row["divisor"]),
        weight_step_kg=Decimal(row["step"]),
        minimum_weight_kg=Decimal(row["minimum"]),
        weight_basis=row["basis"],
        max_piece_weight_kg=Decimal(200),
        max_cod=cop(10_000_000),
    )


def sheet_of(row: Row, service: Service) -> RateSheet:
    lines = [r for r in formulas.table("rates.csv") if r["sheet"] == row["sheet"]]
    extras = {r["zone"]: r["extra_kg"] for r in lines}
    return rates.sheet(
        service,
        zones=tuple(
            Zone(zone=zone, rank=rank, transit_days=2, extra_kg=cop(extra))
            for rank, (zone, extra) in enumerate(extras.items())
        ),
        pairs=(ZonePair(origin=BOGOTA, destination=MEDELLIN, zone=row["zone"]),),
        brackets=tuple(
            Bracket(zone=r["zone"], up_to_kg=Decimal(r["up_to_kg"]), price=cop(r["price"]))
            for r in lines
        ),
        surcharges=tuple(surcharges_of(row)),
        taxes=tuple(taxes_of(row)),
    )


def surcharges_of(row: Row) -> Iterator[Surcharge]:
    for kind in SURCHARGES:
        if row[kind]:
            rest, _, minimum = row[kind].partition(">")
            percent, _, fixed = rest.partition("+")
            yield Surcharge(
                kind=kind,
                percent=Decimal(percent),
                fixed=cop(fixed or 0),
                minimum=cop(minimum or 0),
            )


def taxes_of(row: Row) -> Iterator[Any]:
    """IVA on carriage up to the postal weight, and on what is a service of its own."""
    rule = type(rates.taxes()[0])
    to, rate = Decimal(row["postal_kg"]), Decimal(row["iva"])
    common = {"valid_from": NOW.date(), "valid_to": None}
    for line in CARRIAGE:
        yield rule(line=line, code="IVA", rate=rate, over_kg=Decimal(0), up_to_kg=to, **common)
        yield rule(line=line, code="EXC", rate=Decimal(0), over_kg=to, up_to_kg=None, **common)
    for line in ("handling", "margin", "cod_fee"):
        yield rule(line=line, code="IVA", rate=rate, over_kg=Decimal(0), up_to_kg=None, **common)


def priced(row: Row) -> tuple[int, Priced]:
    service = service_of(row)
    coverage = {code: rates.reach(code) for code in (BOGOTA, MEDELLIN)}
    coverage[MEDELLIN] = rates.reach(MEDELLIN, remote=row["remote"] == "1")
    tariff = Tariff(
        terms=Terms.of(service),
        digest="",
        coverage=coverage,
        selling=compile_sheet(sheet_of(row, service)),
        version=1,
        cost=None,
    )
    shipment = Shipment(
        origin=BOGOTA,
        destination=MEDELLIN,
        parcels=tuple(parcels_of(row)),
        declared=cop(row["declared"]),
        cod=cop(row["cod"]),
        payer=Payer(row["payer"]),
    )
    found = offer(shipment, tariff, now=NOW, buyer=Buyer(discount=Decimal(row["discount"])))
    assert found.priced is not None, found.reasons
    return found.weight_g, found.priced


def parcels_of(row: Row) -> Iterator[Parcel]:
    for piece in row["pieces"].split(";"):
        kilograms, _, sides = piece.partition(":")
        millimetres = [int(Decimal(side) * 10) for side in sides.split("x")]
        yield Parcel(int(Decimal(kilograms) * 1000), *millimetres)


def told(row: Row) -> dict[str, str]:
    """What our pricing says, by the columns of expected.csv."""
    weight_g, found = priced(row)
    amounts = {line.kind: line.amount for line in found.selling if line.kind != "tax"}
    said: dict[str, Any] = {"weight_kg": f"{weight_g / 1000:g}"}
    for kind in formulas.COLUMNS[1:10]:
        said[kind] = pesos(amounts.pop(kind, Money.zero()))
    assert amounts == {}
    said |= {"tax": pesos(found.tax), "total": pesos(found.total)}
    said["return_freight"] = pesos(with_tax(found.back, "return_freight"))
    if found.liquidation:
        said["net_delivered"] = pesos(found.liquidation.delivered.net)
        said["net_returned"] = pesos(found.liquidation.returned.net)
    return said


def pesos(amount: Money) -> str:
    return f"{amount.amount:.0f}"


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["case"])
def test_case_costs_what_the_table_says_to_the_peso(row: Row) -> None:
    said = told(row)

    assert said == {column: EXPECTED[row["case"]][column] for column in said}


def test_the_table_is_what_its_formulas_come_to() -> None:
    assert {row["case"]: formulas.expected(row) for row in CASES} == EXPECTED
    assert len(EXPECTED) == len(CASES) >= 60


def test_the_table_has_every_setting_in_more_than_one_value() -> None:
    for column in CASES[0]:
        assert len({row[column] for row in CASES}) >= 2, column
    assert len({row["zone"] for row in CASES}) == 6
