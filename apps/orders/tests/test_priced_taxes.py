"""Tax by line, service, weight and day: priced/tax_cases.csv, worked out by hand.

Every case has the same amounts: base 10,000, fuel 10% = 1,000, handling 700, margin 5% of 11,000
= 550, COD fee 2% of 200,000 = 4,000, declared value 1% of 100,000 = 1,000; in all 17,250. The tax
of a line is its amount by the rate of the row in force, half up; 19% of 550 is 104.5, so 105.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from apps.orders.domain.pricing.kept_lines import from_kept
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
from quenty.contracts.franchise.api import Bracket, RateSheet, Surcharge, TaxRule, ZonePair
from quenty.contracts.franchise.api import ZoneTerms as Zone
from quenty.kernel.clock import BOGOTA as ZONE

CASES = formulas.table("tax_cases.csv")
RULES = formulas.table("tax_rules.csv")
LINES = {
    "carriage": ("base", "extra_kg", "fuel", "remote_area", "return_freight"),
    "ours": ("handling", "margin"),
}
AMOUNTS = {
    "base": 10_000, "fuel": 1_000, "handling": 700, "margin": 550, "cod_fee": 4_000,
    "declared_value": 1_000,
}  # fmt: skip
SURCHARGES = (
    ("fuel", 10, 0), ("declared_value", 1, 0), ("cod_fee", 2, 0), ("handling", 0, 700),
    ("margin", 5, 0), ("return_freight", 80, 0),
)  # fmt: skip


def rules_of(service: str) -> Iterator[TaxRule]:
    for row in (r for r in RULES if r["service"] == service):
        for line in LINES.get(row["line"], (row["line"],)):
            yield TaxRule(
                line=line,
                code=row["code"],
                rate=Decimal(row["rate"]),
                over_kg=Decimal(row["over_kg"]),
                up_to_kg=Decimal(row["up_to_kg"]) if row["up_to_kg"] else None,
                valid_from=date.fromisoformat(row["from"]),
                valid_to=date.fromisoformat(row["until"]) if row["until"] else None,
            )


def sheet_of(row: Row) -> tuple[RateSheet, Terms]:
    service = rates.service("ground", max_piece_weight_kg=Decimal(200), max_cod=cop(10_000_000))
    sheet = rates.sheet(
        service,
        zones=(Zone(zone="national", rank=1, transit_days=2, extra_kg=cop(0)),),
        pairs=(ZonePair(origin=BOGOTA, destination=MEDELLIN, zone="national"),),
        brackets=(Bracket(zone="national", up_to_kg=Decimal(50), price=cop(10_000)),),
        surcharges=tuple(
            Surcharge(kind=kind, percent=Decimal(percent), fixed=cop(fixed), minimum=cop(0))
            for kind, percent, fixed in SURCHARGES
        ),
        taxes=tuple(rules_of(row["service"])),
    )
    return sheet, Terms.of(service)


def priced(row: Row) -> Priced:
    sheet, terms = sheet_of(row)
    tariff = Tariff(
        terms=terms,
        digest="",
        coverage={code: rates.reach(code) for code in (BOGOTA, MEDELLIN)},
        selling=compile_sheet(sheet),
        version=1,
        cost=None,
    )
    shipment = Shipment(
        origin=BOGOTA,
        destination=MEDELLIN,
        parcels=(Parcel(int(Decimal(row["kg"]) * 1000), 100, 100, 100),),
        declared=cop(100_000),
        cod=cop(200_000),
        payer=Payer.SENDER,
    )
    at = datetime.combine(date.fromisoformat(row["day"]), time(9), ZONE)
    found = offer(shipment, tariff, now=at, buyer=Buyer())
    assert found.priced is not None, found.reasons
    return found.priced


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["case"])
def test_each_line_is_taxed_as_its_row_of_that_day_says(row: Row) -> None:
    found = priced(row)

    selling = from_kept(found.selling)
    lines = {line.kind: line for line in selling if line.kind != "tax"}
    assert {kind: int(line.amount.amount) for kind, line in lines.items()} == AMOUNTS
    taxed = {line.position: kind for kind, line in lines.items()}
    taxes = dict.fromkeys(AMOUNTS, 0)
    for line in selling:
        if line.kind == "tax":
            taxes[taxed[line.taxes]] += int(line.amount.amount)
    assert taxes == {kind: int(row[kind]) for kind in AMOUNTS}
    assert (int(found.tax.amount), int(found.total.amount)) == (int(row["tax"]), int(row["total"]))


def test_the_table_adds_up_and_has_every_service_in_two_outcomes() -> None:
    for row in CASES:
        taxes = sum(int(row[kind]) for kind in AMOUNTS)
        assert (taxes, taxes + sum(AMOUNTS.values())) == (int(row["tax"]), int(row["total"]))
    assert {row["service"] for row in CASES} == {row["service"] for row in RULES}
    assert len({row["tax"] for row in CASES}) >= 6
