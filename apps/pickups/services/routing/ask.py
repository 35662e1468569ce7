"""Ask for routes: a job in the queue, with its terms."""

from datetime import date
from typing import Any
from uuid import UUID

from apps.pickups.domain.states import JOB_TRANSITIONS, JobEvent, JobStatus, after
from apps.pickups.models import RoutingJob
from apps.pickups.selectors.fleet import depot_by_code
from apps.pickups.selectors.routing import lock_job
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue


def ask_for_routes(*, actor: Actor, **terms: Any) -> RoutingJob:
    """In the queue, for a worker. `terms`: as for `make_job`. Raises pickups.depot_not_found."""
    with unit_of_work("pickups"):
        job = make_job(actor=actor, **terms)
        enqueue("pickups.solve_routes", job_id=str(job.pk))
    return job


def make_job(
    *,
    day: date,
    depot: str = "",
    scope: str = "day",
    aim: str = "cheapest",
    seconds: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
    actor: Actor,
) -> RoutingJob:
    """A job that whoever made it runs. Raises pickups.depot_not_found."""
    with unit_of_work("pickups"):
        job = RoutingJob.objects.create(
            day=day,
            depot=depot_by_code(depot) if depot else None,
            scope=scope,
            aim=aim,
            seconds=seconds,
            iterations=iterations,
            seed=seed,
            asked_by=str(actor),
        )
        record("pickups", action="routing.ask", subject=job.pk, actor=actor)
    return job


def cancel_job(*, job_id: UUID, actor: Actor) -> RoutingJob:
    """One that waits is cancelled; one that runs is told to stop, and does within a second.

    Raises pickups.job_not_found, pickups.job_not_done.
    """
    with unit_of_work("pickups"):
        job = lock_job(job_id)
        job.cancel_asked = True
        if job.status == JobStatus.QUEUED:
            move_job(job, JobEvent.CANCEL)
        elif job.status != JobStatus.RUNNING:
            raise RoadError.JOB_NOT_DONE(status=job.status)
        job.save()
        record("pickups", action="routing.cancel", subject=job.pk, actor=actor)
    return job


def move_job(job: RoutingJob, event: JobEvent) -> None:
    """By the table; the caller holds the lock and saves. Raises pickups.job_not_done."""
    status = after(JOB_TRANSITIONS, JobStatus(job.status), event)
    if status is None:
        raise RoadError.JOB_NOT_DONE(status=job.status)
    job.status = status.value
