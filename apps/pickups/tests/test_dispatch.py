"""From stops to routes in force: ask, solve, look, commit, drag, lock, plan again."""

import sys
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from apps.pickups.models import Pickup, RoutingJob, Run, Stop
from apps.pickups.services.routing.process import ProcessPool, SolverFailed
from apps.pickups.services.routing.solve_job import solve_job
from apps.pickups.tests.places import action, around, here, send
from apps.pickups.tests.world import BASE, World, good
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["pickups"])


@pytest.fixture
def town(world: World, merchant: Any) -> World:
    """Two drivers, and eight deliveries and a pickup to do."""
    world.fleet(drivers=2)
    world.deliveries(merchant, around(8))
    world.pickup(merchant, guides=[world.guide(merchant)])
    return world


def test_a_day_is_planned_looked_at_and_put_in_force(
    town: World, run_jobs: Any, published: Any
) -> None:
    job = town.plan(run_jobs)
    assert (job["status"], job["stops"], job["vehicles"]) == ("proposed", 9, 2)
    assert job["ways"] == "haversine"
    assert (job["engine"], job["failure"]) == ("pyvrp", "")
    assert job["evaluation"]["feasible"]
    assert job["plan"]["unserved"] == job["reasons"] == []
    assert job["comparison"]["in_force"] is None
    by_hand, proposed = job["comparison"]["by_hand"], job["comparison"]["proposed"]
    assert proposed["cost"] <= by_hand["cost"]
    assert Run.objects.count() == 0
    runs = town.commit(job)
    assert sum(len(run["stops"]) for run in runs) == 9
    for run in runs:
        assert run["status"] == "published"
        assert [stop["position"] for stop in run["stops"]] == list(range(len(run["stops"])))
        starts = [stop["planned_start"] for stop in run["stops"]]
        assert starts == sorted(starts)
    told = published("pickups.run.published")
    assert sum(len(event.stops) for event, _ in told) == 9
    ((assigned, _),) = published("pickups.pickup.assigned")
    assert assigned.run_id in {event.run_id for event, _ in told}


def test_the_same_seed_and_iterations_give_the_same_plan(town: World, run_jobs: Any) -> None:
    first, second = town.plan(run_jobs, seed=5), town.plan(run_jobs, seed=5)
    assert first["plan"] == second["plan"]
    assert first["problem_digest"] == second["problem_digest"]


def test_fewest_uses_fewer_vehicles_and_balanced_shares(town: World, run_jobs: Any) -> None:
    fewest = town.plan(run_jobs, aim="fewest")
    balanced = town.plan(run_jobs, aim="balanced")
    assert len(fewest["plan"]["routes"]) == 1
    durations = [route["duration"] for route in balanced["evaluation"]["routes"]]
    assert len(durations) == 2
    assert max(durations) < 2 * min(durations)


def test_stops_that_changed_make_a_plan_stale(town: World, merchant: Any, run_jobs: Any) -> None:
    job = town.plan(run_jobs)
    stop = Stop.objects.filter(kind="delivery").first()
    assert stop is not None
    town.void(next(iter_guides(stop)), sequence=9)
    answer = town.admin.post(f"{BASE}/routing-jobs/{job['id']}/commit", json={})
    assert (answer.status_code, answer.json()["code"]) == (409, "pickups.plan_stale")
    assert Run.objects.count() == 0


def iter_guides(stop: Stop) -> Any:
    """The guide behind a stop, as much of it as an event needs."""
    from collections import namedtuple

    guide = namedtuple("guide", "guide_id number order_id customer_id")
    yield guide(stop.guide_id, stop.guide_number, stop.guide_id, stop.customer_id)


def test_an_order_voided_takes_its_stop_off_the_run(town: World, run_jobs: Any) -> None:
    town.commit(town.plan(run_jobs))
    stop = Stop.objects.filter(kind="delivery", run__isnull=False).first()
    assert stop is not None
    town.void(next(iter_guides(stop)), sequence=9)
    stop.refresh_from_db()
    assert (stop.status, stop.run_id) == ("cancelled", None)


def test_what_cannot_be_served_comes_back_with_its_reason(
    world: World, merchant: Any, run_jobs: Any
) -> None:
    world.fleet(drivers=1)
    world.deliveries(merchant, around(3), opens="09:00", closes="16:00")
    world.deliveries(merchant, [(4.61, -74.07)], skills=["cold"])
    world.deliveries(merchant, [(5.53, -73.36)], opens="08:00", closes="08:30")
    job = world.plan(run_jobs)
    assert len(job["plan"]["unserved"]) == 2
    words = {reason["en"] for reason in job["reasons"]}
    assert any(text.endswith("min late") for text in words)
    assert "no driver with skill cold" in words
    assert all(reason["change_es"] for reason in job["reasons"])
    runs = world.commit(job)
    assert len(runs[0]["stops"]) == 3
    assert Stop.objects.filter(status="open").count() == 2


@pytest.mark.parametrize(
    ("script", "failure"),
    [
        ("import time; time.sleep(60)", "timeout"),
        ("raise MemoryError('no room')", "crashed"),
        ("import os; os.kill(os.getpid(), 9)", "killed"),
    ],
)
def test_a_solver_that_fails_leaves_the_plan_in_force(
    town: World, run_jobs: Any, script: str, failure: str
) -> None:
    before = town.commit(town.plan(run_jobs))
    job = RoutingJob.objects.create(day="2026-11-23", seconds=0.3, asked_by="system:test")
    job.refresh_from_db()
    pool = ProcessPool(command=(sys.executable, "-c", script), grace=0.5)
    solve_job(job_id=job.pk, pool=pool)
    shown = good(town.admin.get(f"{BASE}/routing-jobs/{job.pk}"))
    assert (shown["status"], shown["failure"]) == ("failed", failure)
    runs = good(town.admin.get(f"{BASE}/runs?day=2026-11-23"))["results"]
    assert [[s["id"] for s in run["stops"]] for run in runs] == [
        [s["id"] for s in run["stops"]] for run in before
    ]
    # The fallback is there to be put in force, if somebody wants it.
    assert shown["engine"] == "insertion"
    assert shown["evaluation"]["feasible"]
    town.commit(shown)


def test_a_queued_job_can_be_cancelled_and_a_plan_discarded(town: World, run_jobs: Any) -> None:
    body = {"day": "2026-11-23"}
    job = good(town.admin.post(f"{BASE}/routing-jobs", json=body), 202)
    path = f"{BASE}/routing-jobs/{job['id']}"
    assert good(town.admin.post(f"{path}/cancel"))["status"] == "cancelled"
    run_jobs("pickups")
    assert good(town.admin.get(path))["status"] == "cancelled"
    done = town.plan(run_jobs)
    path = f"{BASE}/routing-jobs/{done['id']}"
    assert town.admin.post(f"{path}/cancel").json()["code"] == "pickups.job_not_done"
    assert good(town.admin.post(f"{path}/discard"))["status"] == "discarded"
    assert town.admin.post(f"{path}/commit", json={}).json()["code"] == "pickups.job_not_done"


def test_a_running_job_that_is_told_to_stop_stops(town: World) -> None:
    job = RoutingJob.objects.create(day="2026-11-23", seconds=20, asked_by="system:test")
    path = f"{BASE}/routing-jobs/{job.pk}"
    ends: list[str] = []

    class Told(ProcessPool):
        def run(self, *terms: Any) -> None:
            good(town.admin.post(f"{path}/cancel"))
            try:
                super().run(*terms)
            except SolverFailed as error:
                ends.append(error.reason)
                raise

    solve_job(job_id=job.pk, pool=Told())
    assert ends == ["cancelled"]
    assert good(town.admin.get(path))["status"] == "cancelled"


def test_a_day_without_shifts_or_stops_says_so(world: World, merchant: Any, run_jobs: Any) -> None:
    assert world.plan(run_jobs)["failure"] == "empty"
    world.fleet()
    job = world.plan(run_jobs)
    assert (job["status"], job["failure"]) == ("failed", "empty")
    assert "stops" in job["failure_detail"]


def test_a_stop_is_dragged_with_an_instant_check(town: World, run_jobs: Any) -> None:
    runs = town.commit(town.plan(run_jobs, aim="balanced"))
    one, other = runs
    stop = next(s for s in one["stops"] if s["kind"] == "delivery")
    path = f"{BASE}/stops/{stop['id']}/put"
    done = good(town.admin.post(path, json={"run_id": other["id"], "position": 1}))
    assert done["feasible"]
    after = good(town.admin.get(f"{BASE}/runs/{other['id']}"))
    assert after["stops"][1]["id"] == stop["id"]
    assert [s["position"] for s in after["stops"]] == list(range(len(other["stops"]) + 1))
    order = [s["id"] for s in after["stops"]][::-1]
    checked = good(town.admin.post(f"{BASE}/runs/{other['id']}/check", json={"stops": order}))
    assert set(checked["starts"]) == set(order)
    same = good(town.admin.get(f"{BASE}/runs/{other['id']}"))
    assert [s["id"] for s in same["stops"]] == order[::-1]


def test_a_drag_that_breaks_a_rule_is_refused_unless_forced(
    world: World, merchant: Any, run_jobs: Any
) -> None:
    world.fleet(vehicle={"capacity_pieces": 2})
    world.deliveries(merchant, around(3))
    job = world.plan(run_jobs)
    (run,) = world.commit(job)
    (left,) = job["plan"]["unserved"]
    path = f"{BASE}/stops/{left}/put"
    answer = world.admin.post(path, json={"run_id": run["id"], "position": 0})
    assert answer.json()["code"] == "pickups.plan_infeasible"
    assert "1" in answer.json()["detail"]
    forced = good(world.admin.post(path, json={"run_id": run["id"], "position": 0, "force": True}))
    assert not forced["feasible"]


def test_locks_hold_a_stop_a_place_and_a_run(town: World, run_jobs: Any) -> None:
    one, other = town.commit(town.plan(run_jobs, aim="balanced"))
    held, pinned = one["stops"][0], other["stops"][-1]
    good(town.admin.post(f"{BASE}/stops/{held['id']}/lock", json={"locked": True}))
    good(
        town.admin.post(
            f"{BASE}/stops/{pinned['id']}/lock", json={"locked": True, "position_locked": True}
        )
    )
    runs = {run["id"]: run for run in town.commit(town.plan(run_jobs, seed=9))}
    assert held["id"] in {s["id"] for s in runs[one["id"]]["stops"]}
    assert runs[other["id"]]["stops"][pinned["position"]]["id"] == pinned["id"]
    good(town.admin.post(f"{BASE}/runs/{one['id']}/lock", json={"locked": True}))
    before = [s["id"] for s in runs[one["id"]]["stops"]]
    again = {run["id"]: run for run in town.commit(town.plan(run_jobs, seed=11))}
    assert [s["id"] for s in again[one["id"]]["stops"]] == before
    moved = town.admin.post(
        f"{BASE}/stops/{before[0]}/put", json={"run_id": other["id"], "position": 0}
    )
    assert moved.json()["code"] == "pickups.stop_locked"


def test_at_noon_the_rest_is_planned_from_where_drivers_are(
    world: World, merchant: Any, run_jobs: Any
) -> None:
    (shift,) = world.fleet()
    world.deliveries(merchant, around(10))
    (run,) = world.commit(world.plan(run_jobs))
    driver = world.driver(shift)
    stops = good(driver.get(f"{BASE}/driver/run"))["stops"]
    send(driver, action("start", run=run))
    now = clock.now()
    # Not quite in the order that was planned, as drivers do.
    visited = [stops[n] for n in (0, 2, 1, 4)]
    for number, stop in enumerate(visited):
        then = now + timedelta(minutes=70 + 20 * number)
        with clock.at(then):
            send(
                driver,
                action("arrive", stop, at=then),
                action(
                    "deliver",
                    stop,
                    at=then + timedelta(minutes=3),
                    received_by="Luz",
                    document="52123456",
                    position=here(stop),
                ),
            )
    noon = now + timedelta(hours=5)
    with clock.at(noon):
        locked, pinned = stops[6], stops[5]
        good(world.admin.post(f"{BASE}/stops/{locked['id']}/lock", json={"locked": True}))
        held = {"locked": True, "position_locked": True}
        good(world.admin.post(f"{BASE}/stops/{pinned['id']}/lock", json=held))
        place = {"at": noon.isoformat(), "latitude": 4.7112, "longitude": -74.0721}
        good(driver.post(f"{BASE}/driver/pings", json={"pings": [place]}))
        world.deliveries(merchant, [(4.70, -74.06)])
        job = world.plan(run_jobs, scope="rest")
        assert job["status"] == "proposed", job
        assert job["stops"] == 7
        first = job["plan"]["routes"][0]
        assert datetime.fromisoformat(first["start"]) >= noon
        moves = job["comparison"]["moves"]
        assert len(moves["added"]) == 1
        assert moves["removed"] == moves["to_another_driver"] == []
        assert job["comparison"]["in_force"]["unserved"] == 1
        before = good(world.admin.get(f"{BASE}/runs/{run['id']}"))["stops"]
        assert [s["id"] for s in before] == [s["id"] for s in stops]
        (after,) = world.commit(job)
    assert [s["id"] for s in after["stops"][:4]] == [s["id"] for s in visited]
    # Of what is left it was the second, and is.
    assert after["stops"][5]["id"] == pinned["id"]
    assert [s["status"] for s in after["stops"][:4]] == ["done"] * 4
    assert [s["position"] for s in after["stops"]] == list(range(11))
    assert locked["id"] in {s["id"] for s in after["stops"]}


def test_a_pickup_taken_off_its_run_is_as_before_it_was_assigned(
    town: World, run_jobs: Any, published: Any
) -> None:
    town.commit(town.plan(run_jobs))
    pickup = Pickup.objects.get()
    assert pickup.status == "assigned"
    stop = Stop.objects.get(pickup=pickup)
    good(town.admin.post(f"{BASE}/stops/{stop.pk}/take-off"))
    pickup.refresh_from_db()
    assert pickup.status == "confirmed"
    assert len(published("pickups.pickup.confirmed")) == 1


def test_a_run_that_has_not_left_can_be_cancelled(town: World, run_jobs: Any) -> None:
    one, *others = town.commit(town.plan(run_jobs, aim="balanced"))
    path = f"{BASE}/runs/{one['id']}/cancel"
    gone = good(town.admin.post(path, json={"reason": "el conductor está enfermo"}))
    assert (gone["status"], gone["stops"]) == ("cancelled", [])
    waiting = set(Stop.objects.filter(status="open").values_list("pk", flat=True))
    assert waiting == {UUID(stop["id"]) for stop in one["stops"]}
    assert town.admin.post(path, json={"reason": "otra vez"}).json()["code"] == "pickups.run_locked"
    good(town.admin.post(f"{BASE}/shifts/{one['shift_id']}/withdraw"))
    again = town.commit(town.plan(run_jobs))
    assert {run["id"] for run in again if run["stops"]} == {run["id"] for run in others}
    assert not Stop.objects.filter(status="open").exists()


def test_who_may_not_dispatch_may_not(town: World, api: Any) -> None:
    body = {"day": "2026-11-23"}
    for client in (api.as_merchant(), api.as_role("driver"), api.as_role("franchisee")):
        assert client.post(f"{BASE}/routing-jobs", json=body).status_code == 403
        assert client.get(f"{BASE}/runs").status_code == 403


def test_nobody_drives_twice_at_once_or_without_a_licence(world: World) -> None:
    (shift,) = world.fleet()
    body = {
        "driver_id": shift["driver_id"],
        "vehicle_id": shift["vehicle_id"],
        "day": "2026-11-23",
        "starts": "16:00",
        "ends": "20:00",
    }
    path = f"{BASE}/shifts"
    assert world.admin.post(path, json=body).json()["code"] == "pickups.shift_taken"
    late = world.admin.post(path, json={**body, "day": "2028-03-01"})
    assert late.json()["code"] == "pickups.licence_expired"
    odd = world.admin.post(path, json={**body, "ends": "15:00"})
    assert odd.json()["code"] == "pickups.shift_invalid"
    good(world.admin.post(f"{path}/{shift['id']}/withdraw"))
    good(world.admin.post(path, json=body))
