"""A large job in shares: handed out as jobs, solved by whichever workers are free, gathered.

A worker takes as many waiting shares at once as it has cores; those of a worker that died come
back with its message. A share that no worker survives fails the job, with its reason.
"""

import time
import zlib
from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Avg, Sum

from apps.pickups.domain.routing.digest import packed, unpacked
from apps.pickups.domain.routing.plan import Plan, Sequences
from apps.pickups.domain.routing.port import Terms, usual_seconds
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.split import Part, split
from apps.pickups.domain.states import JobStatus
from apps.pickups.models import RoutingJob, RoutingShare
from apps.pickups.selectors.routing import lock_job
from apps.pickups.services.routing.frames import Answer
from apps.pickups.services.routing.process import ProcessPool, SolverFailed, Task
from apps.pickups.services.routing.solve import Solved, together
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

# How often workers may die over a share before it is the share's fault.
_MOST_TRIES = 3
_OVER = ("solved", "failed")


def share_out(job_id: UUID, problem: Problem, *, most: int, warm: Sequences) -> None:
    """Shares with a job for each. A job that was shared out already stays as it is."""
    parts = split(problem, most)
    with unit_of_work("pickups"):
        job = lock_job(job_id)
        if job.shares.exists():
            return
        for number, part in enumerate(parts):
            share = RoutingShare.objects.create(
                job=job,
                number=number,
                problem=zlib.compress(packed(part.problem), 1),
                places=part.places,
                warm={v.id: warm[v.id] for v in part.problem.vehicles if v.id in warm},
            )
            enqueue("pickups.solve_share", share_id=str(share.pk))
        job.parts = len(parts)
        job.save(update_fields=["parts", "updated_at"])


def solve_share(*, share_id: UUID, pool: ProcessPool | None = None) -> None:
    """Solve this share and others that wait, side by side; whoever ends the last one asks for
    the gathering. Nothing to do when another worker has it."""
    pool = pool or ProcessPool()
    shares = _claim(share_id, pool.slots)
    if not shares:
        return
    job = shares[0].job
    tasks = [_task(job, share) for share in shares]
    try:
        if max(share.tries for share in shares) > _MOST_TRIES:
            raise SolverFailed("killed", "each worker that began it died")
        pool.run(tasks, _Watch(job, shares), lambda: _called_off(job.pk))
    except SolverFailed as error:
        _settle(job.pk, shares, tasks, failure=error)
    else:
        _settle(job.pk, shares, tasks)


def _claim(share_id: UUID, most: int) -> list[RoutingShare]:
    """What this message took before its worker died, or else as many as wait."""
    with unit_of_work("pickups"):
        share = RoutingShare.objects.filter(pk=share_id).first()
        if share is None:
            return []
        rows = RoutingShare.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            job=share.job_id, job__status=JobStatus.RUNNING
        )
        rows = rows.select_related("job").order_by("number")
        taken = list(rows.filter(status="running", batch=share_id))
        taken = taken or list(rows.filter(status="waiting")[:most])
        for row in taken:
            row.status, row.batch, row.tries = "running", share_id, row.tries + 1
            row.save(update_fields=["status", "batch", "tries", "updated_at"])
    return taken


def _task(job: RoutingJob, share: RoutingShare) -> Task:
    problem = unpacked(zlib.decompress(bytes(share.problem or b"")))
    warm = {name: tuple(steps) for name, steps in share.warm.items()}
    terms = _terms(job, seconds=usual_seconds(len(problem.stops)))
    return Task(problem, replace(terms, warm=warm))


def _terms(job: RoutingJob, *, seconds: float = 0.0) -> Terms:
    return Terms(seconds=job.seconds or seconds, seed=job.seed, iterations=job.iterations)


def _called_off(job_id: UUID) -> bool:
    """Somebody cancels, or another share has failed."""
    going = RoutingJob.objects.filter(pk=job_id, status=JobStatus.RUNNING, cancel_asked=False)
    failed = RoutingShare.objects.filter(job=job_id, status="failed")
    return not going.exists() or failed.exists()


class _Watch:
    """Writes the progress of shares, and of the job by them, twice a second at most."""

    def __init__(self, job: RoutingJob, shares: list[RoutingShare]) -> None:
        self.job, self.shares, self.told = job, shares, 0.0

    def __call__(self, tasks: list[Task]) -> None:
        now = time.monotonic()
        if now - self.told < 0.5:
            return
        self.told = now
        for share, task in zip(self.shares, tasks, strict=True):
            if task.progress is not None:
                gone = task.progress.seconds / max(0.1, task.terms.seconds)
                share.progress, share.best = min(99, int(100 * gone)), task.progress.best
                share.done_iterations = task.progress.iterations
        RoutingShare.objects.bulk_update(self.shares, ["progress", "best", "done_iterations"])
        of_all = RoutingShare.objects.filter(job=self.job).aggregate(
            progress=Avg("progress"), best=Sum("best"), done=Sum("done_iterations")
        )
        unknown = RoutingShare.objects.filter(job=self.job, best=None).exists()
        RoutingJob.objects.filter(pk=self.job.pk, status=JobStatus.RUNNING).update(
            progress=min(99, int(of_all["progress"] or 0)),
            best=None if unknown else of_all["best"],
            done_iterations=of_all["done"] or 0,
        )


def _settle(
    job_id: UUID,
    shares: list[RoutingShare],
    tasks: list[Task],
    failure: SolverFailed | None = None,
) -> None:
    with unit_of_work("pickups"):
        # One after another: exactly one of them sees that it was the last.
        lock_job(job_id)
        for share, task in zip(shares, tasks, strict=True):
            share.problem, share.cpu_seconds = None, task.cpu_seconds
            share.status = "failed" if failure else "solved"
            if failure:
                share.failure, share.failure_detail = failure.reason, failure.detail
            elif task.answer is not None:
                share.plan, share.progress = msgspec.to_builtins(task.answer.plan), 100
            share.save()
        left = RoutingShare.objects.filter(job=job_id).exclude(status__in=_OVER).exists()
        if failure or not left:
            enqueue("pickups.gather_shares", job_id=str(job_id))


def gathered(job: RoutingJob, problem: Problem) -> Solved:
    """All shares as one plan of the whole. Raises SolverFailed with the first share's reason."""
    shares = list(job.shares.order_by("number"))
    job.shares.update(problem=None)
    failed = [share for share in shares if share.status != "solved"]
    if job.cancel_asked:
        raise SolverFailed("cancelled")
    if failed:
        # What was called off because another failed is not the reason.
        first = min(failed, key=lambda share: (share.failure in ("", "cancelled"), share.number))
        raise SolverFailed(first.failure or "killed", _of_share(first, len(shares)))
    parts = [Part(problem, tuple(share.places)) for share in shares]
    tasks = [_done(problem, share) for share in shares]
    return together(problem, parts, tasks, _terms(job))


def _of_share(share: RoutingShare, count: int) -> str:
    return f"share {share.number + 1} of {count}: {share.failure_detail}"


def _done(problem: Problem, share: RoutingShare) -> Task:
    stored: Any = share.plan
    answer = Answer(
        plan=msgspec.convert(stored, Plan),
        rank=(0, 0, 0),
        beside=None,
        cpu_seconds=share.cpu_seconds,
    )
    return Task(problem, Terms(seconds=0), answer=answer)
