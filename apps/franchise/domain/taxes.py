"""Dated taxes of price lines: on each day and at each weight exactly one rule."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from apps.franchise.domain.report import Report
from quenty.contracts.franchise.api import TaxRule
from quenty.contracts.franchise.errors import ImportProblem

Lined = tuple[int, TaxRule]


def check_taxes(
    taxes: list[Lined], lines: set[str], *, valid_from: date, valid_to: date | None, report: Report
) -> None:
    """Report lines without a rule on some day of the sheet, and rules that overlap.

    `lines`: the price lines that the sheet has.
    """
    by_line: dict[str, list[Lined]] = defaultdict(list)
    for line, rule in taxes:
        by_line[rule.line].append((line, rule))
    for name in sorted(lines):
        _check_overlaps(by_line[name], report)
        _check_gaps(name, by_line[name], valid_from, valid_to, report)


def _check_overlaps(rules: list[Lined], report: Report) -> None:
    for index, (line, rule) in enumerate(rules):
        for first, other in rules[:index]:
            if _dates_meet(rule, other) and _weights_meet(rule, other):
                report.add(ImportProblem.OVERLAP, line, "line", value=rule.line, first=first)
                break


def _dates_meet(one: TaxRule, other: TaxRule) -> bool:
    return (one.valid_to is None or other.valid_from < one.valid_to) and (
        other.valid_to is None or one.valid_from < other.valid_to
    )


def _weights_meet(one: TaxRule, other: TaxRule) -> bool:
    return (one.up_to_kg is None or other.over_kg < one.up_to_kg) and (
        other.up_to_kg is None or one.over_kg < other.up_to_kg
    )


def _check_gaps(
    name: str, rules: list[Lined], starts: date, ends: date | None, report: Report
) -> None:
    """Rules change only on their own dates: it is enough to look at those."""
    days = {starts}
    for _, rule in rules:
        days |= {day for day in (rule.valid_from, rule.valid_to) if day is not None}
    for day in sorted(day for day in days if starts <= day and (ends is None or day < ends)):
        weight = _uncovered([rule for _, rule in rules if _applies(rule, day)])
        if weight is not None:
            line = rules[-1][0] if rules else 1
            value = f"tax {name} {day} > {weight} kg"
            report.add(ImportProblem.GAP, line, "line", value=value)
            return


def _applies(rule: TaxRule, day: date) -> bool:
    return rule.valid_from <= day and (rule.valid_to is None or day < rule.valid_to)


def _uncovered(rules: list[TaxRule]) -> Decimal | None:
    """The weight above which nothing applies, or None when all weights are covered."""
    reached = Decimal(0)
    for rule in sorted(rules, key=lambda rule: rule.over_kg):
        if rule.over_kg > reached:
            return reached
        if rule.up_to_kg is None:
            return None
        reached = max(reached, rule.up_to_kg)
    return reached
