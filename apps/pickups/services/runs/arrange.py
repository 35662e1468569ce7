"""Dispatchers' hands: locks, and a stop dragged to another place, checked at once."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from apps.pickups.domain.reason_words import fault_words
from apps.pickups.domain.routing.breaks import place_breaks
from apps.pickups.domain.routing.evaluate import Evaluation, evaluate
from apps.pickups.domain.routing.plan import Kind, Plan
from apps.pickups.domain.routing.schedule import plan_of
from apps.pickups.domain.states import MOVABLE_STOPS
from apps.pickups.models import Run, Stop
from apps.pickups.selectors.day_stops import DayStop, day_stops
from apps.pickups.selectors.routing import lock_run, run_by_id, stop_by_id
from apps.pickups.selectors.visits import visits_of
from apps.pickups.services.routing.day import place_of, where_drivers_stand
from apps.pickups.services.routing.rows import Sheet, sheet_of
from apps.pickups.services.routing.ways import roads_of
from apps.pickups.services.runs.places import make_room
from apps.pickups.services.runs.travelled import travelled_m
from apps.pickups.services.stops.save_planned import Planned, planned_status, save_planned
from apps.pickups.services.stops.take_off import take_off
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import COP, Money, Rate
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

_OPEN = ("planned", "en_route", "arrived")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a sequence would mean: faults in words, and when each stop would be served."""

    feasible: bool
    faults: list[str]
    distance: int
    duration: int
    starts: dict[str, datetime]


def check_sequence(*, run_id: UUID, stop_ids: list[UUID]) -> Check:
    """Judge a run's open stops in this order, without changing anything.

    Raises pickups.run_not_found, pickups.stop_not_found.
    """
    run, order = run_by_id(run_id), day_stops(stop_ids)
    if len(order) < len(stop_ids):
        raise RoadError.STOP_NOT_FOUND()
    sheet, plan, judged = _judged(run, order)
    return _check(sheet, plan, judged)


def put_stop(
    *, stop_id: UUID, run_id: UUID, position: int, actor: Actor, force: bool = False
) -> Check:
    """Drag a stop to a place of a run (0 is the first open one). `force`: keep it though the
    sequence breaks a rule.

    Raises pickups.stop_not_found, pickups.run_not_found, pickups.run_locked,
    pickups.stop_locked, pickups.plan_infeasible.
    """
    with unit_of_work("pickups"):
        stop = Stop.objects.select_for_update().get(pk=stop_by_id(stop_id).pk)
        run = run_by_id(lock_run(run_id).pk)
        _refuse_locked(stop, run)
        others = [key for key in _open_stops(run) if key != stop.pk]
        at = max(0, min(position, len(others)))
        order = day_stops([*others[:at], stop.pk, *others[at:]])
        sheet, plan, judged = _judged(run, order)
        check = _check(sheet, plan, judged)
        if not check.feasible and not force:
            raise RoadError.PLAN_INFEASIBLE(faults=", ".join(check.faults))
        _write(run, order, sheet, plan, judged)
        record("pickups", action="stop.put", subject=stop.pk, actor=actor)
    return check


def take_stop_off(*, stop_id: UUID, actor: Actor) -> Stop:
    """Off its run, to be planned again. Raises pickups.stop_not_found, pickups.stop_state."""
    with unit_of_work("pickups"):
        stop = Stop.objects.select_for_update().get(pk=stop_by_id(stop_id).pk)
        take_off(stop, actor=actor)
        record("pickups", action="stop.take_off", subject=stop.pk, actor=actor)
    return stop


def lock_stop(*, stop_id: UUID, locked: bool, position_locked: bool, actor: Actor) -> Stop:
    """`locked`: with this driver; `position_locked`: at this place. Raises
    pickups.stop_not_found, pickups.stop_locked for one that is on no run."""
    with unit_of_work("pickups"):
        stop = Stop.objects.select_for_update().get(pk=stop_by_id(stop_id).pk)
        if stop.run_id is None and (locked or position_locked):
            raise RoadError.STOP_LOCKED()
        stop.locked, stop.position_locked = locked, position_locked
        stop.version += 1
        stop.save()
        record("pickups", action="stop.lock", subject=stop.pk, actor=actor)
    return stop


def lock_whole_run(*, run_id: UUID, locked: bool, actor: Actor) -> Run:
    """Raises pickups.run_not_found."""
    with unit_of_work("pickups"):
        run = lock_run(run_id)
        run.locked = locked
        run.save()
        record("pickups", action="run.lock", subject=run.pk, actor=actor)
    return run


def _refuse_locked(stop: Stop, run: Run) -> None:
    if run.status in ("completed", "cancelled") or run.locked:
        raise RoadError.RUN_LOCKED(status="locked" if run.locked else run.status)
    leaves = stop.run is not None and stop.run_id != run.pk
    held = leaves and (stop.locked or stop.position_locked or stop.run.locked)
    if stop.status not in MOVABLE_STOPS or held:
        raise RoadError.STOP_LOCKED()


def _open_stops(run: Run) -> list[UUID]:
    rows = run.stops.filter(status__in=_OPEN).order_by("position")
    return list(rows.values_list("pk", flat=True))


def _judged(run: Run, order: list[DayStop]) -> tuple[Sheet, Plan, Evaluation]:
    shift = run.shift
    started = where_drivers_stand(run.day, [shift])
    sheet = sheet_of(
        day=run.day,
        shifts=[shift],
        stops=order,
        standing=started,
        now=clock.now(),
        optional=False,
    )
    # The hand that drags is above locks; it is held to everything else.
    problem = replace(
        sheet.problem,
        stops=tuple(replace(s, vehicle="", position=None) for s in sheet.problem.stops),
        vehicles=tuple(replace(v, fixed=(), closed=False) for v in sheet.problem.vehicles),
    )
    sheet = replace(sheet, problem=problem)
    (vehicle,) = problem.vehicles
    steps = place_breaks(problem, vehicle, tuple(stop.id for stop in order))
    plan = plan_of(problem, {vehicle.id: steps})
    return sheet, plan, evaluate(problem, plan)


def _check(sheet: Sheet, plan: Plan, judged: Evaluation) -> Check:
    return Check(
        feasible=judged.feasible,
        faults=[fault_words(fault)[0] for fault in judged.faults],
        distance=judged.distance,
        duration=judged.duration,
        starts={
            visit.ref: sheet.instant(visit.start)
            for route in plan.routes
            for visit in route.visits
            if visit.kind is Kind.STOP
        },
    )


def _write(run: Run, order: list[DayStop], sheet: Sheet, plan: Plan, judged: Evaluation) -> None:
    visits = visits_of([run])
    make_room(visits, [stop.id for stop in order])
    behind = visits[run.pk]
    calls = {v.ref: v for route in plan.routes for v in route.visits if v.kind is Kind.STOP}
    save_planned(
        [
            Planned(
                id=stop.id,
                run_id=run.pk,
                position=place,
                planned_arrival=sheet.instant(calls[stop.id].arrival),
                planned_start=sheet.instant(calls[stop.id].start),
                planned_departure=sheet.instant(calls[stop.id].departure),
                planned_load_g=calls[stop.id].load[0],
                status=planned_status(stop.status),
            )
            for place, stop in enumerate(order, start=len(behind.stops))
        ]
    )
    run.planned_m, run.planned_s = judged.distance, judged.duration
    if run.started_at is not None:
        roads = roads_of(run.shift.start_depot.dane_code)
        run.planned_m += travelled_m(run, behind, roads, to=place_of(run, behind))
    run.planned_cost = (Money(judged.cost, COP) * Rate("0.001")).half_up()
    run.save()
