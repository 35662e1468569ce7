"""What a settlement comes to, to the peso: settlement_vectors.csv says why."""

import csv
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from apps.franchise.domain.settlement import states
from apps.franchise.domain.settlement.compute import Deduction, Gross, compute
from apps.franchise.domain.settlement.profiles import WITHHOLDINGS, Payee, Payer
from apps.franchise.domain.settlement.rates import Rates, rounded_uvt
from apps.franchise.domain.settlement.standard import BOGOTA, STANDARD
from quenty.kernel.errors import DomainError
from quenty.kernel.money import COP, Money

DAY = date(2026, 6, 30)
with (Path(__file__).parent / "settlement_vectors.csv").open() as file:
    VECTORS = list(csv.DictReader(file, delimiter="|"))


def pesos(text: str) -> Money:
    return Money(text, COP)


def payer(agent: str) -> Payer:
    taxes = {"all": frozenset(WITHHOLDINGS), "none": frozenset()}.get(agent, frozenset([agent]))
    return Payer(agent_for=taxes, ica_places=frozenset([BOGOTA]))


def payee(row: dict[str, str]) -> Payee:
    return Payee(
        person=row["person"],
        iva_responsible=row["iva"] == "y",
        filer=row["filer"] == "y",
        self_withholds=frozenset(row["self"].split()),
        simple=row["simple"] == "y",
        municipality=row["place"],
    )


def pairs(text: str) -> list[tuple[str, str]]:
    return [(part.split()[0], part.split()[1]) for part in text.split(";") if part]


@pytest.mark.parametrize("row", VECTORS, ids=[row["name"] for row in VECTORS])
def test_a_settlement_comes_to_the_peso(row):
    done = compute(
        [Gross(concept=concept, amount=pesos(amount)) for concept, amount in pairs(row["lines"])],
        payer=payer(row["agent"]),
        payee=payee(row),
        rates=Rates(STANDARD),
        day=DAY,
        paid_this_year=pesos(row["paid"]),
        deductions=[
            Deduction(kind=kind, reference=kind, amount=pesos(amount))
            for kind, amount in pairs(row["deduct"])
        ],
    )

    found = {tax: done.of(tax) for tax in ("iva", *WITHHOLDINGS)}
    assert found == {tax: pesos(row[f"x_{tax}"]) for tax in ("iva", *WITHHOLDINGS)}
    assert done.deducted == pesos(row["x_deducted"])
    assert done.net == pesos(row["x_net"])


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        (52_374 * 2, 105_000),
        (52_374 * 3300, 172_834_000),
        (52_374, 52_000),
        (Decimal("100.4"), 100),
        (Decimal("99.5"), 100),
        (149, 100),
        (150, 200),
        (10_000, 10_000),
        (10_499, 10_000),
        (10_500, 11_000),
    ],
)
def test_a_threshold_in_uvt_is_rounded_as_article_868_says(exact, rounded):
    assert rounded_uvt(Decimal(exact)) == Money(rounded, COP)


@pytest.mark.parametrize(
    ("day", "without", "named"),
    [
        (date(2027, 1, 1), "", "uvt 2027"),
        (date(2025, 12, 31), "", "uvt 2025"),
        (DAY, "iva", "iva commission 2026"),
        (DAY, "retefuente", "retefuente commission legal 2026"),
        (DAY, "reteiva", "reteiva commission 2026"),
        (DAY, "reteica", "reteica 11001 2026"),
    ],
)
def test_without_a_row_of_the_year_nothing_is_settled_and_the_row_is_named(day, without, named):
    rates = Rates(row for row in STANDARD if row.tax != without)
    with pytest.raises(DomainError) as refused:
        compute(
            [Gross(concept="commission", amount=pesos("1000000"))],
            payer=payer("all"),
            payee=payee(VECTORS[0]),
            rates=rates,
            day=day,
            paid_this_year=Money.zero(),
        )
    assert refused.value.code == "franchise.settlement.rate_missing"
    assert refused.value.params["row"] == named


def test_what_does_not_apply_asks_for_no_row():
    rates = Rates(row for row in STANDARD if row.tax == "uvt")
    done = compute(
        [Gross(concept="commission", amount=pesos("1000000"))],
        payer=payer("none"),
        payee=payee(VECTORS[1]),
        rates=rates,
        day=DAY,
        paid_this_year=Money.zero(),
    )
    assert done.net == pesos("1000000")


def test_the_newest_of_two_rows_in_force_applies():
    newer = [row for row in STANDARD if row.tax == "iva" and row.concept == "commission"]
    later = type(newer[0])(
        tax="iva", concept="commission", rate=Decimal(20), valid_from=DAY, valid_to=None
    )
    assert Rates([*STANDARD, later]).on(DAY, "iva", concept="commission").rate == 20
    before = date(2026, 6, 29)
    assert Rates([*STANDARD, later]).on(before, "iva", concept="commission").rate == 19


@pytest.mark.parametrize(("status", "action"), list(product(states.STATUSES, states.ACTIONS)))
def test_a_settlement_goes_only_where_the_table_says(status, action):
    if (status, action) in states.TRANSITIONS:
        assert states.next_status(status, action) == states.TRANSITIONS[status, action]
        return
    with pytest.raises(DomainError) as refused:
        states.next_status(status, action)
    assert refused.value.code == "franchise.settlement.transition"
