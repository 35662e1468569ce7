"""Put a proposed plan in force: runs with their stops, in one transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from apps.pickups.domain.states import JobEvent, JobStatus, StopEvent, StopStatus
from apps.pickups.models import RoutingJob, Run, Shift, Stop
from apps.pickups.selectors.routing import lock_job, stops_to_plan, stops_version
from apps.pickups.services.routing.ask import move_job
from apps.pickups.services.routing.day import place_of
from apps.pickups.services.runs.open_run import run_of
from apps.pickups.services.runs.places import make_room
from apps.pickups.services.runs.publish import publish_run
from apps.pickups.services.runs.travelled import travelled_m
from apps.pickups.services.stops.moves import moved
from apps.pickups.services.stops.save_planned import save_planned
from apps.pickups.services.stops.take_off import take_off
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel.actors import Actor
from quenty.kernel.money import COP, Money, Rate
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

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
        shifts = Shift.objects.in_bulk([route["shift"] for route in job.plan["routes"]])
        runs = [_put_route(job, route, shifts, stops) for route in job.plan["routes"]]
        save_planned([stops[ref] for ref in _planned(job)])
        _leave_out(job.plan["unserved"], stops, actor)
        _empty_runs(job, {run.pk for run in runs})
        move_job(job, JobEvent.COMMIT)
        job.save()
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
        job.save()
        record("pickups", action="routing.discard", subject=job.pk, actor=actor)
    return job


def _locked_stops(job: RoutingJob) -> dict[str, Stop]:
    """The very stops that the plan was made from. Raises pickups.plan_stale."""
    rows = stops_to_plan(job.day, depot_id=job.depot_id, lock=True)
    stops = {str(stop.pk): stop for stop in rows}
    known = {*_planned(job), *job.plan["unserved"]}
    relevant = [stop for key, stop in stops.items() if key in known]
    if len(relevant) != len(known) or stops_version(relevant) != job.stops_version:
        raise RoadError.PLAN_STALE()
    return stops


def _planned(job: RoutingJob) -> list[str]:
    """The stops that are on a route."""
    plan: dict[str, Any] = job.plan
    return [v["stop"] for route in plan["routes"] for v in route["visits"] if v["stop"]]


def _put_route(
    job: RoutingJob,
    route: dict[str, Any],
    shifts: dict[UUID, Shift],
    stops: dict[str, Stop],
) -> Run:
    run = run_of(shifts[UUID(route["shift"])])
    figures = next(f for f in job.evaluation["routes"] if f["shift"] == route["shift"])
    visits = [visit for visit in route["visits"] if visit["stop"]]
    first = make_room(run)
    for place, visit in enumerate(visits, start=first):
        _put_stop(stops[visit["stop"]], run, place, visit)
    run.planned_m, run.planned_s = figures["distance"], figures["duration"]
    run.planned_cost = _pesos(figures["cost"])
    run.planned_end = datetime.fromisoformat(route["end"])
    if run.started_at is None:
        run.planned_start = datetime.fromisoformat(route["start"])
    else:
        run.planned_m += travelled_m(run, to=place_of(run))
        run.planned_s = int((run.planned_end - run.started_at).total_seconds())
    run.save()
    return run


def _put_stop(stop: Stop, run: Run, place: int, visit: dict[str, Any]) -> None:
    elsewhere = stop.run_id != run.pk
    stop.run, stop.position = run, place
    if elsewhere:
        stop.locked = stop.position_locked = False
    stop.planned_arrival = datetime.fromisoformat(visit["arrival"])
    stop.planned_start = datetime.fromisoformat(visit["start"])
    stop.planned_departure = datetime.fromisoformat(visit["departure"])
    stop.planned_load_g = visit["load"][0] if visit["load"] else None
    stop.eta = stop.planned_start
    if stop.status in (StopStatus.OPEN, StopStatus.PLANNED):
        moved(stop, StopEvent.PLAN)
    else:
        stop.version += 1


def _leave_out(unserved: list[str], stops: dict[str, Stop], actor: Actor) -> None:
    for ref in unserved:
        if stops[ref].status == StopStatus.PLANNED:
            take_off(stops[ref], actor=actor)


def _empty_runs(job: RoutingJob, used: set[UUID]) -> None:
    """Runs of that day that have nothing left and never went are withdrawn."""
    idle = Run.objects.filter(day=job.day, status__in=("draft", "published")).exclude(pk__in=used)
    if job.depot_id:
        idle = idle.filter(shift__start_depot_id=job.depot_id)
    for run in idle:
        if not run.stops.exists():
            run.status = "cancelled"
            run.save()


def _pesos(thousandths: int) -> Money:
    return (Money(thousandths, COP) * Rate("0.001")).half_up()
