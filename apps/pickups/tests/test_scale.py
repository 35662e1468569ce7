"""Many stops: what planning costs besides solving, in statements."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.pickups.models import RoutingJob, Run, Stop
from apps.pickups.services.routing.ask import make_job
from apps.pickups.services.routing.commit import commit_plan
from apps.pickups.services.routing.solve_job import solve_job
from apps.pickups.tests.places import around
from apps.pickups.tests.world import World
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db(databases=["pickups"])


def planned(world: World, stops: int, scope: str = "day") -> tuple[int, int]:
    """Statements that solving and then putting in force took, for this many stops in all."""
    job = make_job(day="2026-11-23", seconds=60, iterations=3, scope=scope, actor=SYSTEM)
    with CaptureQueriesContext(connections["pickups"]) as solving:
        solve_job(job_id=job.pk)
    job = RoutingJob.objects.get(pk=job.pk)
    assert (job.status, job.stops) == ("proposed", stops), job.failure_detail
    with CaptureQueriesContext(connections["pickups"]) as committing:
        commit_plan(job_id=job.pk, actor=SYSTEM)
    assert Stop.objects.filter(run__isnull=False, status="planned").count() == stops
    return _own(solving), _own(committing)


def _own(seen: CaptureQueriesContext) -> int:
    """Not counting the looks at whether somebody cancels, which go by the clock."""
    return sum("RETURNING cancel_asked" not in query["sql"] for query in seen.captured_queries)


def test_a_day_costs_the_same_statements_however_many_stops(world: World, merchant: Any) -> None:
    world.fleet(drivers=2)
    world.deliveries(merchant, around(4))
    # The first opens the run.
    planned(world, 4)
    few = planned(world, 4)
    world.deliveries(merchant, around(20, seed=9))
    assert planned(world, 24) == few


def test_a_day_costs_the_same_statements_however_many_runs_and_rounds(
    world: World, merchant: Any
) -> None:
    world.fleet(drivers=6, max_stops=5)
    world.deliveries(merchant, around(4))
    planned(world, 4)
    one = planned(world, 4)
    world.deliveries(merchant, around(20, seed=9))
    planned(world, 24)
    assert Run.objects.filter(stops__isnull=False).distinct().count() >= 5
    assert planned(world, 24) == one
    assert planned(world, 24) == one


def test_the_rest_of_a_day_costs_the_same_statements_however_many_are_on_the_road(
    world: World, merchant: Any
) -> None:
    world.fleet(drivers=4, max_stops=5)
    world.deliveries(merchant, around(16))
    planned(world, 16)
    leave(Run.objects.filter(stops__isnull=False).order_by("pk").distinct()[:1])
    planned(world, 15, scope="rest")
    one = planned(world, 15, scope="rest")
    leave(Run.objects.filter(stops__isnull=False, status="draft").order_by("pk").distinct())
    left = Stop.objects.filter(status="planned").count()
    planned(world, left, scope="rest")
    assert planned(world, left, scope="rest") == one


def leave(runs: Iterable[Run]) -> None:
    """On the road, with one visited out of order."""
    for run in runs:
        Run.objects.filter(pk=run.pk).update(status="started", started_at=clock.now())
        last = run.stops.order_by("-position").first()
        Stop.objects.filter(pk=last.pk).update(status="done", closed_at=clock.now())
