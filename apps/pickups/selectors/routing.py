"""Stops, runs and jobs as dispatchers see them."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.pickups.domain.states import StopStatus
from apps.pickups.models import RoutingJob, Run, Stop
from quenty.contracts.pickups.errors import RoadError


def stops_of(
    *,
    day: date | None = None,
    status: str = "",
    kind: str = "",
    zone: str = "",
    run_id: UUID | None = None,
    unplanned: bool | None = None,
    q: str = "",
) -> "QuerySet[Stop]":
    rows = Stop.objects.select_related("run", "pickup")
    exact = {"due_on": day, "status": status, "kind": kind, "zone_code": zone, "run_id": run_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if unplanned:
        rows = rows.filter(status=StopStatus.OPEN)
    if q:
        rows = rows.filter(
            Q(guide_number__iexact=q.strip())
            | Q(contact_name__icontains=q)
            | Q(pickup__number__iexact=q.strip())
        )
    return rows


def stop_by_id(stop_id: UUID) -> Stop:
    """Raises pickups.stop_not_found."""
    stop = Stop.objects.select_related("run__shift", "pickup").filter(pk=stop_id).first()
    if stop is None:
        raise RoadError.STOP_NOT_FOUND()
    return stop


def runs_of(*, day: date | None = None, status: str = "") -> "QuerySet[Run]":
    rows = Run.objects.select_related(
        "shift__driver", "shift__vehicle", "shift__start_depot", "shift__end_depot"
    ).prefetch_related("stops", "matters")
    exact = {"day": day, "status": status}
    return rows.filter(**{name: value for name, value in exact.items() if value})


def run_by_id(run_id: UUID) -> Run:
    """Raises pickups.run_not_found."""
    run = runs_of().filter(pk=run_id).first()
    if run is None:
        raise RoadError.RUN_NOT_FOUND()
    return run


def lock_run(run_id: UUID) -> Run:
    """For update, inside a unit of work. Raises pickups.run_not_found."""
    run = Run.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise RoadError.RUN_NOT_FOUND()
    return run


def jobs_of(*, day: date | None = None, status: str = "") -> "QuerySet[RoutingJob]":
    exact = {"day": day, "status": status}
    return RoutingJob.objects.select_related("depot").filter(
        **{name: value for name, value in exact.items() if value}
    )


def job_by_id(job_id: UUID) -> RoutingJob:
    """Raises pickups.job_not_found."""
    job = RoutingJob.objects.select_related("depot").filter(pk=job_id).first()
    if job is None:
        raise RoadError.JOB_NOT_FOUND()
    return job


def lock_job(job_id: UUID) -> RoutingJob:
    """For update, inside a unit of work. Raises pickups.job_not_found."""
    job = RoutingJob.objects.select_for_update().filter(pk=job_id).first()
    if job is None:
        raise RoadError.JOB_NOT_FOUND()
    return job


def run_number_taken(number: str) -> bool:
    return Run.objects.filter(number=number).exists()


def live_runs(day: date) -> "QuerySet[Run]":
    """Runs of a day that are not closed."""
    return runs_of(day=day).filter(status__in=("draft", "published", "started"))
