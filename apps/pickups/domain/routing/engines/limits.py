"""When a search stops, and what it tells on the way."""

import time

import pyvrp
from pyvrp.IteratedLocalSearch import IteratedLocalSearchCallbacks

from apps.pickups.domain.routing.port import Deadline, Progress, Report

# Seconds between two reports of a search that finds nothing better.
_BEAT = 0.5
# Iterations without anything better before the search sets out anew from somewhere else.
# The engine's own 150,000 never come in seconds, and a small problem has long settled by then.
_PATIENT_FOR = 5_000
# What the engine says a plan costs that is not feasible.
INFEASIBLE = 1 << 62


class Stop:
    """`over` at the deadline or iteration limit; sooner, at `patience` of it, with nothing
    feasible. One start stops as well when it has settled or had its share; `begin` says that
    another begins."""

    def __init__(self, deadline: Deadline, iterations: int | None, patience: float) -> None:
        self.deadline, self.iterations, self.patience = deadline, iterations, patience
        self.count, self.over, self.feasible = 0, False, False
        self.begin()

    def begin(self, share: float = 1.0) -> None:
        """`share`: of what is left."""
        self.best, self.better_at = float("inf"), self.count
        self.until = self.gone + share * (1 - self.gone)

    @property
    def gone(self) -> float:
        """Of the whole limit: 0 at first, 1 at its end."""
        if self.iterations is not None:
            return self.count / max(1, self.iterations)
        return self.deadline.gone

    def __call__(self, best_cost: float) -> bool:
        self.feasible = self.feasible or best_cost < INFEASIBLE
        gone = self.gone
        self.over = gone >= (1.0 if self.feasible else self.patience)
        if best_cost < self.best:
            self.best, self.better_at = best_cost, self.count
        self.count += 1
        return self.over or gone >= self.until or self.count - self.better_at > _PATIENT_FOR


class Watch(IteratedLocalSearchCallbacks):
    """Counts iterations and reports what is best so far. `in_part`: what is searched now
    is only a part of it, so that its cost says nothing of the whole."""

    def __init__(self, deadline: Deadline, report: Report | None) -> None:
        self.deadline, self.report = deadline, report
        self.iterations, self.told = 0, 0.0
        self.best: int | None = None
        self.in_part = False

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
            if best.is_feasible() and not self.in_part:
                self.best = min(cost_evaluator.cost(best), self.best or INFEASIBLE)
            self.report(
                Progress(best=self.best, iterations=self.iterations, seconds=self.deadline.spent)
            )

    def gained(self, cost: int) -> None:
        """A part got better by this much."""
        if self.best is not None:
            self.best -= cost
