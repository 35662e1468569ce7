"""How operators and franchises did in a month, from the facts of guides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from quenty.kernel.money import Money

Id = TypeVar("Id")
# Groups of reported incidents that who carries answers for.
OF_THE_CARRIER = ("operator", "parcel")
# What a score is made of, in points of a hundred.
WEIGHTS = {"on_time": 40, "first_attempt": 30, "clean": 20, "kept": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Counts of the guides issued in a month. `promised`: delivered ones that had a date.
    `cost`: of the guides whose cost is known; `grams`: theirs."""

    guides: int
    delivered: int
    promised: int
    on_time: int
    first_attempt: int
    incidents: int
    returned: int
    revenue: Money
    cost: Money
    grams: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Percents to one decimal; None where there is nothing to divide by. `score`: of 100, by
    WEIGHTS over the percents that there are; None until something is delivered. `uptime`,
    `sla_met`: of operators alone."""

    facts: Facts
    on_time: Decimal | None
    first_attempt: Decimal | None
    incident_rate: Decimal | None
    return_rate: Decimal | None
    cost_per_kg: Decimal | None
    score: Decimal | None
    uptime: Decimal | None = None
    sla_met: bool | None = None


def scorecard(facts: Facts) -> Scorecard:
    on_time = _percent(facts.on_time, facts.promised)
    first = _percent(facts.first_attempt, facts.delivered)
    incidents = _percent(facts.incidents, facts.guides)
    returned = _percent(facts.returned, facts.guides)
    parts = {
        "on_time": on_time,
        "first_attempt": first,
        "clean": None if incidents is None else 100 - incidents,
        "kept": None if returned is None else 100 - returned,
    }
    kilos = Decimal(facts.grams) / 1000
    return Scorecard(
        facts=facts,
        on_time=on_time,
        first_attempt=first,
        incident_rate=incidents,
        return_rate=returned,
        cost_per_kg=_tenths(facts.cost.amount / kilos) if kilos else None,
        score=_score(parts) if facts.delivered else None,
    )


def ranked(cards: Mapping[Id, Scorecard]) -> list[tuple[int, Id, Scorecard]]:
    """Best first; equal scores share a rank and the next is skipped. Without a score: last."""
    ordered = sorted(cards.items(), key=lambda item: _key(item[1]), reverse=True)
    ranks: list[tuple[int, Id, Scorecard]] = []
    for place, (id_, card) in enumerate(ordered, 1):
        tied = ranks and _key(ranks[-1][2]) == _key(card)
        ranks.append((ranks[-1][0] if tied else place, id_, card))
    return ranks


def _key(card: Scorecard) -> Decimal:
    return Decimal(-1) if card.score is None else card.score


def _score(parts: Mapping[str, Decimal | None]) -> Decimal | None:
    known = {name: part for name, part in parts.items() if part is not None}
    weight = sum(WEIGHTS[name] for name in known)
    if not weight:
        return None
    return _tenths(_sum(WEIGHTS[name] * part for name, part in known.items()) / weight)


def _sum(parts: Iterable[Decimal]) -> Decimal:
    return sum(parts, Decimal(0))


def _percent(part: int, whole: int) -> Decimal | None:
    return _tenths(Decimal(100 * part) / whole) if whole else None


def _tenths(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
