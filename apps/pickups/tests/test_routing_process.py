"""Solving in processes: what hangs, crashes or is killed is told, and never waited for."""

import os
import signal
import sys
import threading
import time
from dataclasses import replace

import pytest

from apps.pickups.domain.routing.evaluate import evaluate
from apps.pickups.domain.routing.port import Progress, Terms
from apps.pickups.services.routing.process import ProcessPool, SolverFailed, Task
from apps.pickups.services.routing.solve import fallback, solve
from apps.pickups.tests.instances import town

TERMS = Terms(seconds=0.5)


def failing(script: str) -> ProcessPool:
    return ProcessPool(command=(sys.executable, "-c", script), grace=0.6)


def test_a_plan_comes_back_from_another_process_with_progress() -> None:
    problem = town(30)
    seen: list[Progress] = []
    solved = solve(problem, TERMS, watch=seen.append)
    assert evaluate(problem, solved.plan).feasible
    assert solved.cpu_seconds > 0
    assert solved.plan.made is not None
    assert solved.plan.made.engine == "pyvrp"
    assert seen
    assert seen[-1].best is not None


def test_the_same_iterations_give_the_same_plan_in_another_process() -> None:
    problem, terms = town(30), Terms(seconds=5, iterations=100, seed=3)
    assert solve(problem, terms).plan.routes == solve(problem, terms).plan.routes


@pytest.mark.parametrize(
    ("script", "reason", "detail"),
    [
        ("import time; time.sleep(60)", "timeout", "no plan"),
        ("import sys; sys.stdin.buffer.read(); raise MemoryError('none left')", "crashed", "none"),
        ("import sys; sys.exit(3)", "crashed", "3"),
        ("import os; os.kill(os.getpid(), 9)", "killed", "9"),
    ],
)
def test_a_solver_that_fails_is_told_with_its_reason(script: str, reason: str, detail: str) -> None:
    started = time.monotonic()
    with pytest.raises(SolverFailed) as caught:
        solve(town(10), TERMS, pool=failing(script))
    assert caught.value.reason == reason
    assert detail in str(caught.value) or reason == "crashed"
    assert time.monotonic() - started < 10


def test_a_solver_killed_from_outside_is_told() -> None:
    problem = town(30)
    pool = ProcessPool()
    task = Task(problem, Terms(seconds=30))

    def kill_it(tasks: list[Task]) -> None:
        if tasks[0].progress is not None:
            for pid in children():
                os.kill(pid, signal.SIGKILL)

    with pytest.raises(SolverFailed, match="killed"):
        pool.run([task], kill_it)


def children() -> list[int]:
    import psutil

    solvers = psutil.Process().children()
    return [c.pid for c in solvers if "apps.pickups.services.routing.child" in c.cmdline()]


def test_a_cancelled_solve_leaves_no_process() -> None:
    stop = threading.Event()
    with pytest.raises(SolverFailed, match="cancelled"):
        solve(
            town(30),
            Terms(seconds=30),
            watch=lambda progress: stop.set(),
            cancelled=stop.is_set,
        )
    assert children() == []


def test_the_fallback_serves_without_a_process() -> None:
    problem = town(50, vehicles=4)
    plan = fallback(problem)
    assert evaluate(problem, plan).feasible
    assert plan.made is not None
    assert plan.made.engine == "insertion"


def test_several_depots_are_split_solved_side_by_side_and_joined() -> None:
    problem = town(120, vehicles=15, depots=3, side=12_000)
    solved = solve(problem, replace(TERMS, seconds=0.4), most=50)
    assert solved.parts >= 3
    assert evaluate(problem, solved.plan).feasible
    assert sorted(ref for route in solved.plan.routes for ref in route.stops) == sorted(
        stop.id for stop in problem.stops
    )


def test_one_depot_is_split_by_neighbourhood() -> None:
    problem = town(90, vehicles=9, side=9000)
    solved = solve(problem, replace(TERMS, seconds=0.4), most=40)
    assert solved.parts == 3
    assert evaluate(problem, solved.plan).feasible
