"""A large job in shares: jobs for whichever workers are free, gathered and judged as a whole."""

import sys
from typing import Any

import pytest

from apps.pickups.models import RoutingJob, RoutingShare, Run
from apps.pickups.services.routing import share_out
from apps.pickups.services.routing.ask import make_job
from apps.pickups.services.routing.process import ProcessPool
from apps.pickups.services.routing.share_out import solve_share
from apps.pickups.services.routing.solve_job import gather_shares, solve_job
from apps.pickups.tests.places import around
from apps.pickups.tests.world import BASE, World, good
from quenty.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db(databases=["pickups"])


@pytest.fixture
def town(world: World, merchant: Any) -> World:
    """Three drivers and twelve deliveries: three shares of at most five."""
    world.fleet(drivers=3)
    world.deliveries(merchant, around(12))
    return world


def handed_out(**terms: Any) -> RoutingJob:
    terms = {"day": "2026-11-23", "iterations": 40, "seconds": 5, **terms}
    job = make_job(actor=SYSTEM, **terms)
    solve_job(job_id=job.pk, by_shares=True, most=5)
    job.refresh_from_db()
    return job


def shown(world: World, job: RoutingJob) -> Any:
    return good(world.admin.get(f"{BASE}/routing-jobs/{job.pk}"))


def test_shares_are_solved_as_jobs_and_judged_as_a_whole(town: World, run_jobs: Any) -> None:
    job = handed_out()
    assert (job.status, job.parts) == ("running", 3)
    assert set(RoutingShare.objects.values_list("status", flat=True)) == {"waiting"}
    run_jobs("pickups")
    run_jobs("pickups")
    done = shown(town, job)
    assert (done["status"], done["stops"], done["progress"]) == ("proposed", 12, 100)
    assert done["evaluation"]["feasible"]
    assert done["plan"]["unserved"] == []
    assert sum(route["stops"] for route in done["evaluation"]["routes"]) == 12
    assert not RoutingShare.objects.exclude(problem=None).exists()
    runs = town.commit(done)
    assert sum(len(run["stops"]) for run in runs) == 12


def test_a_worker_takes_as_many_as_it_has_cores_and_another_the_rest(town: World) -> None:
    job = handed_out()
    first, second, third = job.shares.order_by("number")
    solve_share(share_id=first.pk, pool=ProcessPool(slots=2))
    assert [s.status for s in job.shares.order_by("number")] == ["solved", "solved", "waiting"]
    # Its own message finds it done; the last one's solves it.
    solve_share(share_id=second.pk)
    solve_share(share_id=third.pk)
    assert {s.status for s in job.shares.all()} == {"solved"}
    gather_shares(job_id=job.pk)
    gather_shares(job_id=job.pk)
    assert shown(town, job)["status"] == "proposed"


@pytest.mark.parametrize(
    ("script", "failure"),
    [
        ("import time; time.sleep(60)", "timeout"),
        ("raise MemoryError('no room')", "crashed"),
        ("import os; os.kill(os.getpid(), 9)", "killed"),
    ],
)
def test_a_share_that_fails_fails_the_job_and_leaves_the_plan_in_force(
    town: World, run_jobs: Any, script: str, failure: str
) -> None:
    before = town.commit(town.plan(run_jobs))
    job = handed_out(seconds=1)
    first = job.shares.order_by("number").first()
    pool = ProcessPool(slots=1, command=(sys.executable, "-c", script), grace=0.5)
    solve_share(share_id=first.pk, pool=pool)
    gather_shares(job_id=job.pk)
    done = shown(town, job)
    assert (done["status"], done["failure"]) == ("failed", failure)
    assert done["failure_detail"].startswith("share 1 of 3")
    # The others are called off, and nothing is solved for a job that is over.
    run_jobs("pickups")
    assert shown(town, job) == done
    runs = good(town.admin.get(f"{BASE}/runs?day=2026-11-23"))["results"]
    assert [[s["id"] for s in run["stops"]] for run in runs] == [
        [s["id"] for s in run["stops"]] for run in before
    ]
    assert done["engine"] == "insertion"
    assert done["evaluation"]["feasible"]


def test_shares_of_a_worker_that_died_come_back_and_thrice_is_enough(town: World) -> None:
    job = handed_out()
    first = job.shares.order_by("number").first()
    for _ in range(3):
        # It took them, and then it was gone.
        taken = share_out._claim(first.pk, 2)
        assert [share.number for share in taken] == [0, 1]
    solve_share(share_id=first.pk)
    gather_shares(job_id=job.pk)
    done = shown(town, job)
    assert (done["status"], done["failure"]) == ("failed", "killed")


def test_a_cancelled_job_calls_its_shares_off(town: World, run_jobs: Any) -> None:
    job = handed_out(iterations=None, seconds=30)
    good(town.admin.post(f"{BASE}/routing-jobs/{job.pk}/cancel"))
    run_jobs("pickups")
    run_jobs("pickups")
    assert shown(town, job)["status"] == "cancelled"
    assert Run.objects.count() == 0


def test_a_day_that_changed_meanwhile_is_to_be_asked_again(
    town: World, merchant: Any, run_jobs: Any
) -> None:
    job = handed_out()
    town.deliveries(merchant, around(1, seed=5))
    run_jobs("pickups")
    run_jobs("pickups")
    done = shown(town, job)
    assert (done["status"], done["failure"]) == ("failed", "stale")
    assert Run.objects.count() == 0


def test_a_small_day_needs_no_shares(town: World) -> None:
    job = make_job(day="2026-11-23", iterations=40, seconds=5, actor=SYSTEM)
    solve_job(job_id=job.pk, by_shares=True)
    assert (RoutingJob.objects.get().status, RoutingShare.objects.count()) == ("proposed", 0)
