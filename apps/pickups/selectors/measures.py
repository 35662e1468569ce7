"""How well the road was worked: by driver, zone or day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from apps.pickups.domain.business_days import at, day_of
from apps.pickups.models import Attempt, Run
from apps.pickups.selectors.matters import unproven


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Shares of 1, kilometres, hours. None where there is nothing to divide by. `unproven`:
    visits delivered on a picture that has not arrived."""

    key: str
    attempts: int
    succeeded: int
    punctuality: float
    attempts_per_success: float | None
    stops_per_hour: float | None
    km_per_stop: float | None
    planned_km: float
    driven_km: float | None
    unproven: int


def measures(*, since: date, until: date, by: str) -> list[Measure]:
    """`by`: driver, zone or day. Three queries. A run's kilometres and hours are shared among
    groups by their part of its visits."""
    attempts = list(
        Attempt.objects.select_related("stop", "driver").filter(
            at__gte=at(since, time()), at__lt=at(until + timedelta(days=1), time())
        )
    )
    runs = Run.objects.in_bulk({attempt.run_id for attempt in attempts})
    bare = unproven([attempt.pk for attempt in attempts])
    visits: dict[Any, int] = defaultdict(int)
    for attempt in attempts:
        visits[attempt.run_id] += 1
    # Two drivers of one name are two.
    groups: dict[tuple[str, str], list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        groups[_key(attempt, by)].append(attempt)
    return [_measure(key[0], groups[key], runs, visits, bare) for key in sorted(groups)]


def _key(attempt: Attempt, by: str) -> tuple[str, str]:
    if by == "driver":
        return attempt.driver.name, str(attempt.driver_id)
    if by == "zone":
        return attempt.stop.zone_code or "-", ""
    return day_of(attempt.at).isoformat(), ""


def _measure(
    key: str,
    attempts: list[Attempt],
    runs: dict[Any, Run],
    visits: dict[Any, int],
    bare: set[Any],
) -> Measure:
    succeeded = sum(attempt.outcome != "failed" for attempt in attempts)
    planned = sum(runs[a.run_id].planned_m / visits[a.run_id] for a in attempts) / 1000
    known = [a for a in attempts if runs[a.run_id].driven_m is not None]
    driven = sum((runs[a.run_id].driven_m or 0) / visits[a.run_id] for a in known) / 1000
    hours = sum(_hours(runs[a.run_id]) / visits[a.run_id] for a in attempts)
    return Measure(
        key=key,
        attempts=len(attempts),
        succeeded=succeeded,
        punctuality=round(sum(a.on_time for a in attempts) / len(attempts), 4),
        attempts_per_success=round(len(attempts) / succeeded, 3) if succeeded else None,
        stops_per_hour=round(len(attempts) / hours, 2) if hours else None,
        km_per_stop=round(driven / len(known), 2) if known else None,
        planned_km=round(planned, 1),
        driven_km=round(driven, 1) if known else None,
        unproven=sum(attempt.pk in bare for attempt in attempts),
    )


def _hours(run: Run) -> float:
    if run.started_at is None or run.completed_at is None:
        return 0.0
    return (run.completed_at - run.started_at).total_seconds() / 3600
