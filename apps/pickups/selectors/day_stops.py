"""Stops as planning reads them: a day may have thousands, and most of a row is not asked for."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, CharField, F, Func, Q, QuerySet
from django.db.models.functions import Cast

from apps.pickups.domain.states import StopStatus
from apps.pickups.models import Stop

_PLANNABLE = (
    StopStatus.OPEN.value,
    StopStatus.PLANNED.value,
    StopStatus.EN_ROUTE.value,
    StopStatus.ARRIVED.value,
)


class DayStop(NamedTuple):
    """`opens`, `closes`: its window, in seconds of Unix time. Of one on a run: the run's status
    and shift as well."""

    id: str
    version: int
    status: str
    kind: str
    latitude: float
    longitude: float
    opens: int
    closes: int
    service_s: int
    weight_g: int
    volume_cm3: int
    pieces: int
    skills: list[str]
    zone_code: str
    priority: int
    run_id: UUID | None
    position: int | None
    locked: bool
    position_locked: bool
    run_status: str | None
    shift_id: UUID | None


class HeldStop(NamedTuple):
    """What putting a plan in force asks of a stop."""

    id: str
    version: int
    status: str
    run_id: UUID | None


def _unix(column: str) -> Func:
    """Whole seconds: an instant takes longer to read than all else of a stop."""
    template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
    return Func(F(column), template=template, output_field=BigIntegerField())


# Those that are no column of the same name.
_READ: dict[str, Any] = {
    "id": Cast("id", CharField()),
    "opens": _unix("window_start"),
    "closes": _unix("window_end"),
    "run_status": F("run__status"),
    "shift_id": F("run__shift_id"),
}


def stops_to_plan(day: date, *, depot_id: UUID | None = None) -> list[DayStop]:
    """What a day's routes are made of: due that day or left over from before, not yet
    visited; what is on a run of another day or depot stays there. Nobody drives to what
    the sandbox rehearses."""
    return [DayStop(*row) for row in _values(_to_plan(day, depot_id), DayStop._fields)]


def lock_stops_to_plan(day: date, *, depot_id: UUID | None = None) -> list[HeldStop]:
    """The same ones for update, inside a unit of work."""
    rows = Stop.objects.filter(pk__in=_to_plan(day, depot_id).order_by().values("pk"))
    rows = rows.order_by("pk").select_for_update()
    return [HeldStop(*row) for row in _values(rows, HeldStop._fields)]


def day_stops(stop_ids: Iterable[UUID]) -> list[DayStop]:
    """These, in this order; unknown ones are left out."""
    wanted = [str(stop_id) for stop_id in stop_ids]
    rows = _values(Stop.objects.filter(pk__in=wanted), DayStop._fields)
    found = {row[0]: DayStop(*row) for row in rows}
    return [found[stop_id] for stop_id in wanted if stop_id in found]


def stops_version(stops: Iterable[DayStop | HeldStop]) -> str:
    """A digest that changes with any of the stops."""
    text = ";".join(f"{key}:{version}" for key, version in sorted(stop[:2] for stop in stops))
    return hashlib.sha256(text.encode()).hexdigest()


def _to_plan(day: date, depot_id: UUID | None) -> "QuerySet[Stop]":
    on_its_run = Q(run__day=day)
    if depot_id is not None:
        on_its_run &= Q(run__shift__start_depot_id=depot_id)
    return Stop.objects.filter(
        Q(run=None, status=StopStatus.OPEN.value) | on_its_run,
        Q(due_on=day) | Q(kind="delivery"),
        status__in=_PLANNABLE,
        due_on__lte=day,
        livemode=True,
    ).order_by("pk")


def _values(rows: "QuerySet[Stop]", names: tuple[str, ...]) -> Any:
    """By names of our own, since a column's own may not be an expression's."""
    read = {f"read_{name}": _READ.get(name, F(name)) for name in names}
    return rows.annotate(**read).values_list(*read)
