"""Prices that fall where they should rise: heavier, or farther. Flags, not refusals."""

from bisect import bisect_left
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from apps.franchise.domain.report import Report
from apps.franchise.domain.sheets import SheetContent
from quenty.contracts.franchise.api import Bracket, ZoneTerms
from quenty.contracts.franchise.errors import ImportProblem


def check_monotone(content: SheetContent, report: Report) -> None:
    """Warn of each bracket cheaper than a lighter one and each zone cheaper than a nearer.

    Zones are compared in the order of their rank, each with the next.
    """
    brackets: dict[str, list[Bracket]] = defaultdict(list)
    for bracket in content.brackets:
        brackets[bracket.zone].append(bracket)
    for rows in brackets.values():
        rows.sort(key=lambda bracket: bracket.up_to_kg)
        _check_weight(rows, report)
    for near, far in pairwise(sorted(content.zones, key=lambda zone: zone.rank)):
        _check_zones(near, brackets[near.zone], far, brackets[far.zone], report)


def _check_weight(rows: list[Bracket], report: Report) -> None:
    for light, heavy in pairwise(rows):
        if heavy.price < light.price:
            report.warn(
                ImportProblem.PRICE_FALLS_WITH_WEIGHT, 1, "price",
                zone=heavy.zone, heavier=heavy.up_to_kg, lighter=light.up_to_kg,
                price=heavy.price,
            )  # fmt: skip


def _check_zones(
    near: ZoneTerms,
    near_rows: list[Bracket],
    far: ZoneTerms,
    far_rows: list[Bracket],
    report: Report,
) -> None:
    if far.extra_kg < near.extra_kg:
        report.warn(
            ImportProblem.EXTRA_KG_FALLS_WITH_ZONE, 1, "extra_kg",
            nearer=near.zone, farther=far.zone, price=far.extra_kg,
        )  # fmt: skip
    for weight in sorted({row.up_to_kg for row in (*near_rows, *far_rows)}):
        there = _price(far, far_rows, weight)
        if there < _price(near, near_rows, weight):
            report.warn(
                ImportProblem.PRICE_FALLS_WITH_ZONE, 1, "price",
                nearer=near.zone, farther=far.zone, weight=weight, price=there,
            )  # fmt: skip


def _price(terms: ZoneTerms, rows: list[Bracket], weight: Decimal) -> Decimal:
    """Pesos for `weight` kg: its bracket, or the last one and the extra kg beyond it."""
    place = bisect_left(rows, weight, key=lambda row: row.up_to_kg)
    if place < len(rows):
        return rows[place].price.amount
    last = rows[-1]
    return last.price.amount + (weight - last.up_to_kg) * terms.extra_kg.amount
