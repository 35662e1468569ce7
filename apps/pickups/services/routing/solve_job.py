"""Run a routing job: rows to problem, problem to plan, plan to a proposal.

Outside any transaction but for short ones; the plan in force is not touched.
"""

import time
from typing import Any
from uuid import UUID

import structlog
from django.db import connections

from apps.pickups.domain.routing.aims import aimed
from apps.pickups.domain.routing.digest import digest, digest_of, packed
from apps.pickups.domain.routing.plan import Plan, Sequences
from apps.pickups.domain.routing.port import MOST_AT_ONCE, Progress, Terms, usual_seconds
from apps.pickups.domain.states import JobEvent, JobStatus
from apps.pickups.models import RoutingJob
from apps.pickups.selectors.day_stops import stops_version
from apps.pickups.selectors.routing import lock_job
from apps.pickups.services.routing import propose
from apps.pickups.services.routing.ask import move_job
from apps.pickups.services.routing.day import in_force, sheet_of_day
from apps.pickups.services.routing.process import ProcessPool, SolverFailed
from apps.pickups.services.routing.rows import Sheet
from apps.pickups.services.routing.share_out import gathered, share_out
from apps.pickups.services.routing.solve import Solved, fallback, solve
from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work

log = structlog.get_logger(__name__)

# Of its cost, what a new plan has to save before drivers' sequences are turned over.
_WORTH_CHANGING = 0.02
_REST_SECONDS = 3.0
# Seconds between looks.
_LOOK = 0.8
_PROGRESS = """
UPDATE pickups_routingjob SET progress = %s, best = %s, done_iterations = %s
WHERE id = %s RETURNING cancel_asked
"""


def solve_job(
    *,
    job_id: UUID,
    pool: ProcessPool | None = None,
    by_shares: bool = False,
    most: int = MOST_AT_ONCE,
) -> None:
    """Bring a job to a proposal or a failure. A job that is over stays as it is, so that it
    may be handed over twice. `by_shares`: hand what is larger than `most` stops out to all
    workers; `gather_shares` ends it then."""
    job = _begin(job_id)
    if job is None:
        return
    started = time.perf_counter()
    try:
        sheet = sheet_of_day(day=job.day, depot_id=job.depot_id, rest=job.scope == "rest")
    except DomainError as error:
        _fail(job_id, "empty", error.message("es"))
        return
    body = packed(sheet.problem)
    _note_sheet(job_id, sheet, digest_of(body))
    before = in_force(sheet)
    own = time.perf_counter() - started
    if by_shares and job.scope == "day" and len(sheet.problem.stops) > most:
        share_out(job_id, aimed(sheet.problem, job.aim), most=most, warm=before)
        return
    try:
        solved = _solve(job, sheet, body, before, pool)
    except SolverFailed as error:
        log.warning("routing.failed", job_id=str(job_id), reason=error.reason)
        _settle_failure(job_id, sheet, before, error)
        return
    _propose(job, sheet, before, solved, own)


def gather_shares(*, job_id: UUID) -> None:
    """When all shares are solved: one plan of them, judged as a whole; when one has failed, the
    job has. Told twice it changes nothing."""
    job = RoutingJob.objects.get(pk=job_id)
    if job.status != JobStatus.RUNNING:
        return
    started = time.perf_counter()
    try:
        sheet = sheet_of_day(day=job.day, depot_id=job.depot_id, now=job.started_at)
    except DomainError as error:
        _fail(job_id, "stale", error.message("es"))
        return
    before = in_force(sheet)
    try:
        solved = gathered(job, aimed(sheet.problem, job.aim))
    except SolverFailed as error:
        log.warning("routing.failed", job_id=str(job_id), reason=error.reason)
        _settle_failure(job_id, sheet, before, error)
        return
    if digest(sheet.problem) != job.problem_digest:
        _fail(job_id, "stale", "the day changed while its routes were solved")
        return
    _propose(job, sheet, before, solved, time.perf_counter() - started)


def _propose(job: RoutingJob, sheet: Sheet, before: Sequences, solved: Solved, own: float) -> None:
    finishing = time.perf_counter()
    shown = propose.proposal(sheet, solved.plan, before, solved.beside)
    own += time.perf_counter() - finishing
    _finish(job.pk, sheet, shown, solved, own)


def _begin(job_id: UUID) -> RoutingJob | None:
    with unit_of_work("pickups"):
        job = lock_job(job_id)
        if job.status not in (JobStatus.QUEUED, JobStatus.RUNNING):
            return None
        move_job(job, JobEvent.START)
        job.started_at = clock.now()
        job.save()
    return job


def _note_sheet(job_id: UUID, sheet: Sheet, problem_digest: str) -> None:
    RoutingJob.objects.filter(pk=job_id).update(
        stops=len(sheet.problem.stops),
        vehicles=len(sheet.problem.vehicles),
        stops_version=stops_version(sheet.stops.values()),
        problem_digest=problem_digest,
        ways=sheet.ways.source,
        ways_note=sheet.ways.note[:200],
    )


def _solve(
    job: RoutingJob, sheet: Sheet, body: bytes, before: Sequences, pool: ProcessPool | None
) -> Solved:
    usual = usual_seconds(min(len(sheet.problem.stops), MOST_AT_ONCE))
    rest = job.scope == "rest"
    if rest:
        usual = min(usual, _REST_SECONDS)
    terms = Terms(
        seconds=job.seconds or usual,
        seed=job.seed,
        iterations=job.iterations,
        warm=before,
        aim=job.aim,
        worth=_WORTH_CHANGING if rest else None,
    )
    watch = _Watch(job.pk, terms.seconds)
    return solve(
        sheet.problem,
        terms,
        pool=pool,
        watch=watch.see,
        cancelled=watch.is_cancelled,
        both_profiles=len(sheet.problem.stops) > 100 and job.iterations is None,
        packed=body,
        beside=True,
    )


class _Watch:
    """Writes progress for people who look, and hears whether they cancel, in one statement that
    is asked for nearly each second."""

    def __init__(self, job_id: UUID, seconds: float) -> None:
        self.job_id, self.seconds = job_id, max(0.1, seconds)
        self.told, self.cancelled = time.monotonic(), False
        self.last = Progress(best=None, iterations=0, seconds=0.0)

    def see(self, progress: Progress) -> None:
        self.last = progress

    def is_cancelled(self) -> bool:
        now = time.monotonic()
        if now - self.told >= _LOOK:
            self.told, self.cancelled = now, self._tell()
        return self.cancelled

    def _tell(self) -> bool:
        done = min(99, int(100 * self.last.seconds / self.seconds))
        with connections[alias_of("pickups")].cursor() as cursor:
            cursor.execute(_PROGRESS, [done, self.last.best, self.last.iterations, self.job_id])
            row = cursor.fetchone()
        return bool(row and row[0])


def _finish(job_id: UUID, sheet: Sheet, shown: dict[str, Any], solved: Solved, own: float) -> None:
    with unit_of_work("pickups"):
        job = lock_job(job_id)
        if job.status != JobStatus.RUNNING:
            return
        if job.cancel_asked:
            move_job(job, JobEvent.CANCEL)
        else:
            move_job(job, JobEvent.PROPOSE)
            _show(job, shown, solved.plan)
            job.parts, job.cpu_seconds = solved.parts, round(solved.cpu_seconds, 3)
            job.own_seconds = round(own, 4)
        job.progress, job.finished_at = 100, clock.now()
        job.save()


def _show(job: RoutingJob, shown: dict[str, Any], plan: Plan) -> None:
    for name, value in shown.items():
        setattr(job, name, value)
    if plan.made is not None:
        job.engine, job.engine_version = plan.made.engine, plan.made.version
        job.profile, job.done_iterations = plan.made.profile, plan.made.iterations
    job.best = shown["evaluation"]["objective"]


def _settle_failure(job_id: UUID, sheet: Sheet, before: Sequences, error: SolverFailed) -> None:
    """Cancelled is cancelled; else the job has failed, and shows what insertion makes of it."""
    if error.reason == "cancelled":
        with unit_of_work("pickups"):
            job = lock_job(job_id)
            move_job(job, JobEvent.CANCEL)
            job.finished_at = clock.now()
            job.save()
        return
    plan = fallback(sheet.problem)
    shown = propose.proposal(sheet, plan, before)
    with unit_of_work("pickups"):
        job = lock_job(job_id)
        move_job(job, JobEvent.FAIL)
        job.failure, job.failure_detail = error.reason, error.detail
        _show(job, shown, plan)
        job.finished_at = clock.now()
        job.save()


def _fail(job_id: UUID, failure: str, detail: str) -> None:
    with unit_of_work("pickups"):
        job = lock_job(job_id)
        move_job(job, JobEvent.FAIL)
        job.failure, job.failure_detail = failure, detail[:500]
        job.finished_at = clock.now()
        job.save()
