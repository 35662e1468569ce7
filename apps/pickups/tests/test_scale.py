"""Many stops: what planning costs besides solving, in statements."""

from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.pickups.models import RoutingJob, Stop
from apps.pickups.services.routing.ask import make_job
from apps.pickups.services.routing.commit import commit_plan
from apps.pickups.services.routing.solve_job import solve_job
from apps.pickups.tests.places import around
from apps.pickups.tests.world import World
from quenty.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db(databases=["pickups"])


def planned(world: World, stops: int) -> tuple[int, int]:
    """Statements that solving and then putting in force took, for this many stops in all."""
    job = make_job(day="2026-11-23", seconds=60, iterations=3, actor=SYSTEM)
    with CaptureQueriesContext(connections["pickups"]) as solving:
        solve_job(job_id=job.pk)
    job = RoutingJob.objects.get(pk=job.pk)
    assert (job.status, job.stops) == ("proposed", stops), job.failure_detail
    with CaptureQueriesContext(connections["pickups"]) as committing:
        commit_plan(job_id=job.pk, actor=SYSTEM)
    assert Stop.objects.filter(run__isnull=False).count() == stops
    return _own(solving), _own(committing)


def _own(seen: CaptureQueriesContext) -> int:
    """Not counting the looks at whether somebody cancels, which go by the clock."""
    return sum(
        "cancel_asked" not in query["sql"].split("WHERE")[-1]
        and not query["sql"].startswith('UPDATE "pickups_routingjob" SET "progress"')
        for query in seen.captured_queries
    )


def test_a_day_costs_the_same_statements_however_many_stops(world: World, merchant: Any) -> None:
    world.fleet(drivers=2)
    world.deliveries(merchant, around(4))
    # The first opens the run.
    planned(world, 4)
    few = planned(world, 4)
    world.deliveries(merchant, around(20, seed=9))
    assert planned(world, 24) == few
