"""Put a proposed plan in force: runs with their stops, in one transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from apps.pickups.domain.states import JobEvent, JobStatus, StopStatus
from apps.pickups.domain.travel import Roads
from apps.pickups.models import RoutingJob, Run, Stop
from apps.pickups.selectors.day_stops import HeldStop, lock_stops_to_plan, stops_version
from apps.pickups.selectors.routing import lock_job
from apps.pickups.selectors.visits import visits_of
from apps.pickups.services.routing.ask import move_job
from apps.pickups.services.routing.day import place_of
from apps.pickups.services.routing.ways import roads_of
from apps.pickups.services.runs.open_run import runs_of_shifts
from apps.pickups.services.runs.places import make_room
from apps.pickups.services.runs.publish import publish_run
from apps.pickups.services.runs.travelled import travelled_m
from apps.pickups.services.stops.save_planned import (
    Planned,
    planned_status,
    save_planned,
    write_columns,
)
from apps.pickups.services.stops.take_off import take_off
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import COP, Money, Rate
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

# What a plan sets of a run.
_RUN = {
    "status": "varchar",
    "planned_m": "integer",
    "planned_s": "integer",
    "planned_cost": "bigint",
    "planned_start": "timestamptz",
    "planned_end": "timestamptz",
}
_COMMITTABLE = (JobStatus.PROPOSED, JobStatus.FAILED)


def commit_plan(*, job_id: UUID, actor: Actor, publish: bool = False) -> RoutingJob:
    """`publish`: tell drivers and customers at once.

    Raises pickups.job_not_found, pickups.job_not_done, pickups.plan_stale,
    pickups.plan_infeasible.
    """
    with unit_of_work("pickups"):
        job = lock_job(job_id)
        if job.status not in _COMMITTABLE or job.plan is None:
            raise RoadError.JOB_NOT_DONE(status=job.status)
        if not (job.evaluation or {}).get("feasible"):
            raise RoadError.PLAN_INFEASIBLE(faults=", ".join((job.evaluation or {})["faults"]))
        stops = _locked_stops(job)
        runs = runs_of_shifts(UUID(route["shift"]) for route in job.plan["routes"])
        _put_routes(job, runs, stops)
        _leave_out([stops[ref] for ref in job.plan["unserved"]], actor)
        _empty_runs(job, runs)
        move_job(job, JobEvent.COMMIT)
        job.save(update_fields=["status", "updated_at"])
        record("pickups", action="routing.commit", subject=job.pk, actor=actor)
        if publish:
            for run in runs:
                publish_run(run_id=run.pk, actor=actor)
    return job


def discard_plan(*, job_id: UUID, actor: Actor) -> RoutingJob:
    """Raises pickups.job_not_found, pickups.job_not_done."""
    with unit_of_work("pickups"):
        job = lock_job(job_id)
        move_job(job, JobEvent.DISCARD)
        job.save(update_fields=["status", "updated_at"])
        record("pickups", action="routing.discard", subject=job.pk, actor=actor)
    return job


def _locked_stops(job: RoutingJob) -> dict[str, HeldStop]:
    """The very stops that the plan was made from. Raises pickups.plan_stale."""
    rows = lock_stops_to_plan(job.day, depot_id=job.depot_id)
    known = {*_planned(job), *job.plan["unserved"]}
    stops = {stop.id: stop for stop in rows if stop.id in known}
    if len(stops) != len(known) or stops_version(stops.values()) != job.stops_version:
        raise RoadError.PLAN_STALE()
    return stops


def _planned(job: RoutingJob) -> list[str]:
    """The stops that are on a route."""
    return [visit["stop"] for route in job.plan["routes"] for visit in _stops_of(route)]


def _stops_of(route: dict[str, Any]) -> list[dict[str, Any]]:
    return [visit for visit in route["visits"] if visit["stop"]]


def _put_routes(job: RoutingJob, runs: list[Run], stops: dict[str, HeldStop]) -> None:
    """Each route on the run of its shift, behind what that has visited."""
    visits = visits_of(runs)
    make_room(visits, _planned(job))
    routes = {route["shift"]: route for route in job.plan["routes"]}
    figures = {route["shift"]: route for route in job.evaluation["routes"]}
    roads: dict[str, Roads] = {}
    placed: list[Planned] = []
    for run in runs:
        shift, behind = str(run.shift_id), visits[run.pk]
        placed += _on_run(routes[shift], run, len(behind.stops), stops)
        _set_figures(run, routes[shift], figures[shift])
        if run.started_at is not None:
            code = run.shift.start_depot.dane_code
            roads[code] = roads.get(code) or roads_of(code)
            run.planned_m += travelled_m(run, behind, roads[code], to=place_of(run, behind))
    save_planned(placed)
    rows = [(run.pk, *(getattr(run, name) for name in _RUN)) for run in runs]
    write_columns(Run, _RUN, [tuple(map(_plain, row)) for row in rows])


def _on_run(
    route: dict[str, Any], run: Run, first: int, stops: dict[str, HeldStop]
) -> list[Planned]:
    return [
        Planned(
            id=visit["stop"],
            run_id=run.pk,
            position=place,
            planned_arrival=visit["arrival"],
            planned_start=visit["start"],
            planned_departure=visit["departure"],
            planned_load_g=visit["load"][0] if visit["load"] else None,
            status=planned_status(stops[visit["stop"]].status),
        )
        for place, visit in enumerate(_stops_of(route), start=first)
    ]


def _set_figures(run: Run, route: dict[str, Any], figures: dict[str, Any]) -> None:
    """One that has left began when it did."""
    run.planned_m, run.planned_s = figures["distance"], figures["duration"]
    run.planned_cost = _pesos(figures["cost"])
    run.planned_end = datetime.fromisoformat(route["end"])
    if run.started_at is None:
        run.planned_start = datetime.fromisoformat(route["start"])
    else:
        run.planned_s = int((run.planned_end - run.started_at).total_seconds())


def _plain(value: Any) -> Any:
    return value.units if isinstance(value, Money) else value


def _leave_out(unserved: list[HeldStop], actor: Actor) -> None:
    planned = [stop.id for stop in unserved if stop.status == StopStatus.PLANNED]
    for stop in Stop.objects.filter(pk__in=planned).order_by("pk"):
        take_off(stop, actor=actor)


def _empty_runs(job: RoutingJob, used: list[Run]) -> None:
    """Runs of that day that have nothing left and never went are withdrawn."""
    idle = Run.objects.filter(day=job.day, status__in=("draft", "published"), stops__isnull=True)
    idle = idle.exclude(pk__in=[run.pk for run in used])
    if job.depot_id:
        idle = idle.filter(shift__start_depot_id=job.depot_id)
    idle.update(status="cancelled", updated_at=clock.now())


def _pesos(thousandths: int) -> Money:
    return (Money(thousandths, COP) * Rate("0.001")).half_up()
