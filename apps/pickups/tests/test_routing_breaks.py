"""Where a break goes: as good as trying every place, with far fewer tried."""

import random

import pytest

from apps.pickups.domain.routing.breaks import place_breaks
from apps.pickups.domain.routing.engines.clock import clocks_of
from apps.pickups.domain.routing.evaluate import evaluate
from apps.pickups.domain.routing.optimizer import Optimizer
from apps.pickups.domain.routing.plan import Pause, Step
from apps.pickups.domain.routing.port import Terms
from apps.pickups.domain.routing.problem import Break, Problem, Vehicle
from apps.pickups.domain.routing.route_checks import faults_of
from apps.pickups.domain.routing.schedule import route_of
from apps.pickups.tests.instances import HOUR, town, with_vehicle


def badness(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> tuple[int, int]:
    route = route_of(problem, vehicle, steps)
    late = sum(fault.amount for fault in faults_of(problem, route))
    return late, route.end - route.start


@pytest.mark.parametrize("under_way", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_no_place_is_better_than_the_one_that_is_found(seed: int, *, under_way: bool) -> None:
    rnd = random.Random(seed)
    early = rnd.randint(0, 4) * HOUR
    rest = Break(early=early, late=early + rnd.randint(1, 3) * HOUR, duration=1800)
    problem = with_vehicle(
        town(
            rnd.randint(9, 25),
            seed=seed,
            vehicles=1,
            capacity=1000,
            side=1200,
            windows=seed % 3 == 0,
        ),
        "v0",
        breaks=(rest,),
        under_way=under_way,
        late=14 * HOUR,
    )
    (vehicle,) = problem.vehicles
    steps: tuple[Step, ...] = tuple(
        stop.id for stop in sorted(problem.stops, key=lambda stop: (stop.late, stop.id))
    )
    found = badness(problem, vehicle, place_breaks(problem, vehicle, steps))
    every = [(*steps[:at], Pause(0), *steps[at:]) for at in range(len(steps) + 1)]
    best = min(badness(problem, vehicle, tried) for tried in every)
    # Where none holds, being late somewhere is for the repair to weigh.
    assert found == best or best[0] > 0
    assert found[1] >= rest.duration


def full_day(seed: int) -> Problem:
    """Two vans with an hour of lunch, and far more to do than they can."""
    problem = town(70, vehicles=2, capacity=1000, windows=False, side=30_000, seed=seed)
    rest = Break(early=4 * HOUR, late=6 * HOUR, duration=HOUR)
    for vehicle in problem.vehicles:
        problem = with_vehicle(problem, vehicle.id, breaks=(rest,), late=10 * HOUR)
    return problem


def test_the_search_leaves_room_for_the_breaks_of_a_full_day() -> None:
    """A search that knew nothing of them, and lost stops to them, served 102 of these."""
    served = 0
    for seed in range(6):
        problem = full_day(seed)
        plan = Optimizer().solve(problem, Terms(seconds=60.0, iterations=300, seed=seed))
        assert {fault.kind.value for fault in evaluate(problem, plan).faults} == {"missing"}
        served += len(problem.stops) - len(plan.unserved)
    assert served >= 106


def test_by_its_clock_the_break_takes_no_time_and_everything_else_does() -> None:
    problem = full_day(1)
    for clock in clocks_of(problem):
        ((at, rest),) = clock.rests
        assert 4 * HOUR <= at <= 6 * HOUR
        assert [clock(at), clock(at + rest // 2), clock(at + rest)] == [at, at, at]
        assert clock(at - 60) == at - 60
        assert clock(at + rest + 60) == at + 60


def test_breaks_that_few_drivers_have_do_not_stop_everybody_s_clock() -> None:
    problem = with_vehicle(full_day(1), "v0", breaks=())
    (clock,) = clocks_of(problem)
    assert clock.rests == ()
