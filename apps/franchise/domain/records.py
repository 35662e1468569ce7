"""One reader for each record of a rate sheet file: a row's cells into what is gathered."""

from decimal import Decimal

from apps.franchise.domain.cells import Cells
from apps.franchise.domain.gathered import BracketRow, Gathered, once
from apps.franchise.domain.pairs import MOST_PAIRS, expand
from quenty.contracts.franchise.api import (
    SURCHARGE_KINDS,
    TAXED_LINES,
    Bracket,
    Surcharge,
    TaxRule,
    ZoneTerms,
)
from quenty.contracts.franchise.errors import ImportProblem
from quenty.kernel.money import Money

MOST_KG = Decimal(100_000)
MOST_RANK = 29
MOST_DAYS = 90
MOST_TAXES = 500
MOST_BRACKETS = 10_000
_GRAMS = 3
_LEAST_KG = Decimal("0.001")


def zone(cells: Cells, gathered: Gathered) -> None:
    name, rank = cells.name("zone"), cells.integer("rank", most=MOST_RANK)
    days, extra = cells.integer("transit_days", most=MOST_DAYS), cells.money("extra_kg")
    if name is None or rank is None or days is None or extra is None:
        return
    line, report = cells.row.line, cells.report
    before = gathered.zones.get(name)
    if once(before and before[0], line=line, column="zone", value=name, report=report) and once(
        gathered.ranks.get(rank), line=line, column="rank", value=str(rank), report=report
    ):
        gathered.ranks[rank] = line
        terms = ZoneTerms(zone=name, rank=rank, transit_days=days, extra_kg=extra)
        gathered.zones[name] = (line, terms)


def bracket(cells: Cells, gathered: Gathered) -> None:
    name, price = cells.name("zone"), cells.money("price")
    over = cells.number("over_kg", places=_GRAMS, most=MOST_KG)
    up_to = cells.number("up_to_kg", places=_GRAMS, least=_LEAST_KG, most=MOST_KG)
    if name is None or price is None or over is None or up_to is None:
        return
    line, report = cells.row.line, cells.report
    if up_to <= over:
        report.add(
            ImportProblem.OUT_OF_RANGE, line, "up_to_kg", value=up_to, least=over, most=MOST_KG
        )
        return
    if len(gathered.brackets) >= MOST_BRACKETS:
        report.add(ImportProblem.TOO_MANY_ROWS, line, "record", limit=MOST_BRACKETS)
        return
    before = gathered.brackets.get((name, up_to))
    value = f"{name} {up_to} kg"
    if once(
        before.line if before else None, line=line, column="up_to_kg", value=value, report=report
    ):
        row = Bracket(zone=name, up_to_kg=up_to, price=price)
        gathered.brackets[name, up_to] = BracketRow(line, over, row)


def pair(cells: Cells, gathered: Gathered) -> None:
    name, places = cells.name("zone"), expand(cells)
    if name is None or places is None:
        return
    line, report = cells.row.line, cells.report
    if len(gathered.pairs) + len(places) > MOST_PAIRS:
        report.add(ImportProblem.TOO_MANY_ROWS, line, "origin", limit=MOST_PAIRS)
        return
    for origin, destination in places:
        before = gathered.pairs.get((origin, destination))
        value = f"{origin}-{destination}"
        if once(before and before[0], line=line, column="origin", value=value, report=report):
            gathered.pairs[origin, destination] = (line, name)


def surcharge(cells: Cells, gathered: Gathered) -> None:
    kind = cells.choice("line", SURCHARGE_KINDS)
    if not any(cells.has(column) for column in ("percent", "fixed", "minimum")):
        cells.text("percent")
        return
    percent = _percent(cells) if cells.has("percent") else Decimal(0)
    fixed = cells.money("fixed") if cells.has("fixed") else Money.zero()
    minimum = cells.money("minimum") if cells.has("minimum") else Money.zero()
    if kind is None or percent is None or fixed is None or minimum is None:
        return
    line, before = cells.row.line, gathered.surcharges.get(kind)
    if once(before and before[0], line=line, column="line", value=kind, report=cells.report):
        row = Surcharge(kind=kind, percent=percent, fixed=fixed, minimum=minimum)
        gathered.surcharges[kind] = (line, row)


def tax(cells: Cells, gathered: Gathered) -> None:
    kind, code, rate = cells.choice("line", TAXED_LINES), cells.name("tax"), _percent(cells)
    starts = cells.date("valid_from")
    ends = cells.date("valid_to") if cells.has("valid_to") else None
    over = _kg(cells, "over_kg") if cells.has("over_kg") else Decimal(0)
    up_to = _kg(cells, "up_to_kg") if cells.has("up_to_kg") else None
    bad = (cells.has("valid_to") and ends is None) or (cells.has("up_to_kg") and up_to is None)
    if bad or kind is None or code is None or rate is None or starts is None or over is None:
        return
    line, report = cells.row.line, cells.report
    if up_to is not None and up_to <= over:
        report.add(
            ImportProblem.OUT_OF_RANGE, line, "up_to_kg", value=up_to, least=over, most=MOST_KG
        )
    elif ends is not None and ends <= starts:
        report.add(
            ImportProblem.OUT_OF_RANGE, line, "valid_to", value=ends, least=starts, most="9999"
        )
    elif len(gathered.taxes) >= MOST_TAXES:
        report.add(ImportProblem.TOO_MANY_ROWS, line, "record", limit=MOST_TAXES)
    else:
        rule = TaxRule(
            line=kind, code=code, rate=rate, over_kg=over, up_to_kg=up_to,
            valid_from=starts, valid_to=ends,
        )  # fmt: skip
        gathered.taxes.append((line, rule))


def _percent(cells: Cells) -> Decimal | None:
    return cells.number("percent", places=4, most=Decimal(100))


def _kg(cells: Cells, column: str) -> Decimal | None:
    return cells.number(column, places=_GRAMS, most=MOST_KG)
