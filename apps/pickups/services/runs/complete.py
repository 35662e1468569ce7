"""A run is over: its figures are told, and roads learn from what was driven."""

from datetime import datetime
from uuid import UUID

from apps.pickups.domain.geo import Point
from apps.pickups.domain.states import RunEvent
from apps.pickups.domain.travel import calibrated
from apps.pickups.models import Attempt, RoadSpeed, Run
from apps.pickups.selectors.road import cash_entries
from apps.pickups.selectors.routing import lock_run
from apps.pickups.selectors.visits import visits_of
from apps.pickups.services.routing.ways import roads_of
from apps.pickups.services.runs.publish import move_run
from apps.pickups.services.runs.travelled import travelled_m
from quenty.contracts.pickups.errors import RoadError
from quenty.contracts.pickups.events import RunCompletedV1
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import COP, total
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

_OPEN = ("planned", "en_route", "arrived")


def complete_run(*, run_id: UUID, odometer_km: int | None, actor: Actor) -> Run:
    """By staff, when a driver's phone can't. Raises pickups.run_not_found, pickups.run_locked,
    pickups.stops_open."""
    with unit_of_work("pickups"):
        run = lock_run(run_id)
        complete_locked(run, at=clock.now(), odometer_km=odometer_km, actor=actor)
    return run


def complete_locked(run: Run, *, at: datetime, odometer_km: int | None, actor: Actor) -> None:
    """The caller holds the run. Raises pickups.stops_open, pickups.run_locked."""
    open_ = run.stops.filter(status__in=_OPEN).count()
    if open_:
        raise RoadError.STOPS_OPEN(count=open_)
    move_run(run, RunEvent.COMPLETE)
    run.completed_at = at
    run.odometer_end_km = odometer_km
    if odometer_km is not None and run.odometer_start_km is not None:
        run.driven_m = max(0, odometer_km - run.odometer_start_km) * 1000
        _learn(run)
    run.save()
    record("pickups", action="run.complete", subject=run.pk, actor=actor)
    publish(_completed(run), aggregate=run.pk, actor=actor)


def _learn(run: Run) -> None:
    """Calibrate the city's roads from what was driven."""
    code, home = run.shift.start_depot.dane_code, run.shift.end_depot
    before = roads_of(code)
    # Not what was planned: drivers change the order, and a run is planned anew as it goes.
    visits = visits_of([run])[run.pk]
    visited = travelled_m(run, visits, before, to=Point(home.latitude, home.longitude))
    after = calibrated(before, planned_m=visited, driven_m=run.driven_m or 0)
    if after != before:
        RoadSpeed.objects.update_or_create(
            dane_code=code,
            defaults={"town_factor": after.town, "country_factor": after.country},
        )


def _completed(run: Run) -> RunCompletedV1:
    attempts = list(Attempt.objects.filter(run=run))
    failed = sum(attempt.outcome == "failed" for attempt in attempts)
    started = run.started_at or run.completed_at or clock.now()
    cash = [entry.amount for entry in cash_entries(run) if entry.kind == "collected"]
    return RunCompletedV1(
        run_id=run.pk,
        number=run.number,
        day=run.day,
        driver_id=run.shift.driver_id,
        vehicle_id=run.shift.vehicle_id,
        stops=len(attempts),
        succeeded=len(attempts) - failed,
        failed=failed,
        on_time=sum(attempt.on_time for attempt in attempts),
        planned_m=run.planned_m,
        driven_m=run.driven_m,
        duration_s=int(((run.completed_at or started) - started).total_seconds()),
        cash=total(cash, COP),
    )
