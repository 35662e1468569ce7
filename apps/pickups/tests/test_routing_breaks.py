"""Where a break goes: as good as trying every place, with far fewer tried."""

import random

import pytest

from apps.pickups.domain.routing.breaks import place_breaks
from apps.pickups.domain.routing.plan import Pause, Step
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
