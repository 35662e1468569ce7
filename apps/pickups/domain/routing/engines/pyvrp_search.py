"""PyVRP's search with our profiles, our deadline and our seed."""

import time
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import pyvrp
import pyvrp.search
from pyvrp.IteratedLocalSearch import (
    IteratedLocalSearch,
    IteratedLocalSearchCallbacks,
    IteratedLocalSearchParams,
)
from pyvrp.PenaltyManager import PenaltyManager, PenaltyParams

from apps.pickups.domain.routing.engines.pyvrp_model import Model
from apps.pickups.domain.routing.plan import Sequences
from apps.pickups.domain.routing.port import Deadline, Profile, Progress, Report, Terms
from apps.pickups.domain.routing.problem import Problem

ENGINE = "pyvrp"
# Seconds between two reports of a search that finds nothing better.
_BEAT = 0.5
_DEEP_UP_TO = 400
_LONG_ROUTE = 40
_SHORTEST_MEMORY = 50
# Iterations without anything better before the search sets out anew from somewhere else.
# The engine's own 150,000 never come in seconds, and a small problem has long settled by then.
_PATIENT_FOR = 5_000
# What the engine says a plan costs that is not feasible.
_INFEASIBLE = 1 << 62


def profile_for(problem: Problem) -> Profile:
    """The engine's default to about 400 stops and wherever routes are long, else the quick one."""
    stops = len(problem.stops)
    if any(not stop.required for stop in problem.stops):
        return Profile.DEEP if stops <= _DEEP_UP_TO // 2 else Profile.QUICK
    long_routes = stops / max(1, _vehicles_needed(problem)) > _LONG_ROUTE
    return Profile.DEEP if stops <= _DEEP_UP_TO or long_routes else Profile.QUICK


def _vehicles_needed(problem: Problem) -> int:
    """By load alone, with the largest vehicles."""
    most = 1
    for index in range(len(problem.dimensions)):
        load = sum((s.delivery[index] if s.delivery else 0) for s in problem.stops)
        room = max((v.capacity[index] for v in problem.vehicles if v.capacity), default=0)
        most = max(most, -(-load // room) if room else 1)
    return most


@dataclass(frozen=True, slots=True)
class Settings:
    """`history`: of late acceptance. `thorough`: search each new best exhaustively."""

    neighbours: int
    history: int
    thorough: bool


_SETTINGS = {
    Profile.DEEP: Settings(neighbours=30, history=300, thorough=True),
    Profile.QUICK: Settings(neighbours=20, history=50, thorough=False),
}


def first_penalties(data: "pyvrp.ProblemData") -> tuple[list[float], float, float]:
    """What a unit too much costs at first: about as much as the way that it could save.

    The engine's own start is the middle of its range, thousands of times too dear for most
    problems; its search is over before that has come down.
    """
    way = _mean(data.distance_matrix(0)) * _unit_cost(data)
    demands = [(*client.delivery, *client.pickup) for client in data.clients()]
    mean = np.array(demands, dtype=float).reshape(len(demands), 2, -1).max(axis=1).mean(axis=0)
    late = way / max(1.0, _mean(data.duration_matrix(0)))
    return [max(1.0, way / max(1.0, load)) for load in mean], max(1.0, late), _unit_cost(data)


def _mean(matrix: "np.ndarray[int]") -> float:  # type: ignore[type-var]
    return float(np.median(matrix)) if matrix.size else 0.0


def _unit_cost(data: "pyvrp.ProblemData") -> float:
    return max(1.0, fmean(kind.unit_distance_cost for kind in data.vehicle_types()))


@dataclass
class Found:
    """`feasible`: by the engine's own account; ours decides."""

    sequences: Sequences
    feasible: bool
    iterations: int


class _Stop:
    """`over` at the deadline or iteration limit; sooner, at `patience` of it, with nothing
    feasible. One start stops as well when it has settled; `begin` says that another begins."""

    def __init__(self, deadline: Deadline, iterations: int | None, patience: float) -> None:
        self.deadline, self.iterations, self.patience = deadline, iterations, patience
        self.count, self.over, self.feasible = 0, False, False
        self.begin()

    def begin(self) -> None:
        self.best, self.better_at = float("inf"), self.count

    def __call__(self, best_cost: float) -> bool:
        self.feasible = self.feasible or best_cost < _INFEASIBLE
        share = 1.0 if self.feasible else self.patience
        self.count += 1
        if best_cost < self.best:
            self.best, self.better_at = best_cost, self.count
        if self.iterations is not None:
            self.over = self.count > share * self.iterations
        else:
            self.over = self.deadline.spent >= share * self.deadline.seconds
        return self.over or self.count - self.better_at > _PATIENT_FOR


class _Watch(IteratedLocalSearchCallbacks):
    """Counts iterations and reports what is best so far."""

    def __init__(self, deadline: Deadline, report: Report | None) -> None:
        self.deadline, self.report = deadline, report
        self.iterations, self.told = 0, 0.0
        self.best: int | None = None

    def on_iteration(
        self,
        current: "pyvrp.Solution",
        candidate: "pyvrp.Solution",
        best: "pyvrp.Solution",
        cost_evaluator: "pyvrp.CostEvaluator",
    ) -> None:
        self.iterations += 1
        if self.report is None or self.iterations % 16:
            return
        now = time.monotonic()
        if now - self.told >= _BEAT:
            self.told = now
            if best.is_feasible():
                self.best = min(cost_evaluator.cost(best), self.best or _INFEASIBLE)
            self.report(
                Progress(best=self.best, iterations=self.iterations, seconds=self.deadline.spent)
            )


def search(
    problem: Problem,
    terms: Terms,
    profile: Profile,
    deadline: Deadline,
    report: Report | None,
    *,
    relaxed: bool = False,
    patience: float = 1.0,
) -> Found:
    """One search until the deadline. `patience`: the part of it that a problem gets which
    shows no feasible plan. `relaxed`: required stops may be left out, at a high price."""
    model, settings = Model(problem, relaxed=relaxed), _SETTINGS[profile]
    data, rng = model.data, pyvrp.RandomNumberGenerator(seed=terms.seed)
    local = _local_search(data, rng, settings)
    penalties = PenaltyManager(first_penalties(data), _penalty_range(data))
    watch = _Watch(deadline, report)
    ils = IteratedLocalSearchParams(
        # A memory longer than there are stops makes a small problem settle too late.
        history_length=max(_SHORTEST_MEMORY, min(settings.history, data.num_clients)),
        exhaustive_on_best=settings.thorough,
        callbacks=watch,
    )
    stop = _Stop(deadline, terms.iterations, patience)
    best: pyvrp.Solution | None = None
    while best is None or not stop.over:
        if best is None and terms.warm:
            start = model.solution(terms.warm)
        else:
            scattered = pyvrp.Solution.make_random(data, rng)
            start = local(scattered, penalties.max_cost_evaluator(), exhaustive=True)
        stop.begin()
        one = IteratedLocalSearch(data, penalties, local, start, ils)
        tried = one.run(stop, collect_stats=False).best
        best = tried if best is None else min(best, tried, key=penalties.cost_evaluator().cost)
    return Found(model.sequences(best), best.is_feasible(), watch.iterations)


def _local_search(
    data: "pyvrp.ProblemData", rng: "pyvrp.RandomNumberGenerator", settings: Settings
) -> "pyvrp.search.LocalSearch":
    near = pyvrp.search.NeighbourhoodParams(num_neighbours=settings.neighbours)
    # Its own: the engine's default is one object for all, and remembers the search before.
    shaking = pyvrp.search.PerturbationManager()
    local = pyvrp.search.LocalSearch(
        data, rng, pyvrp.search.compute_neighbours(data, near), shaking
    )
    for operator in pyvrp.search.OPERATORS:
        if operator.supports(data):
            local.add_operator(operator(data))
    return local


def _penalty_range(data: "pyvrp.ProblemData") -> PenaltyParams:
    """Up to where breaking a rule by a little never pays, whatever a stop is worth."""
    dearest = max((client.prize for client in data.clients()), default=0)
    fixed = max((kind.fixed_cost for kind in data.vehicle_types()), default=0)
    return PenaltyParams(max_penalty=min(1e9, max(1e5, dearest, fixed)))
