"""The one port through which routes are solved, and what a solver is told."""

import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from apps.pickups.domain.routing.plan import Plan, Sequences
from apps.pickups.domain.routing.problem import Problem


class Profile(StrEnum):
    """`deep`: the engine's own settings. `quick`: fewer neighbours and a shorter memory,
    for many stops on short routes or optional ones. `auto`: by the problem's shape.
    """

    AUTO = "auto"
    DEEP = "deep"
    QUICK = "quick"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`seconds`: in all, set-up included. `iterations`: a limit that gives the same plan
    on any machine. `cpu`: count this thread's own seconds instead of the clock's.
    `warm`: a plan to start from. `aim`: cheapest, fewest or balanced. `worth`: of its cost, what
    a plan has to save before `warm`, with what is new put in, is given up for it; None: any.
    """

    seconds: float
    seed: int = 0
    iterations: int | None = None
    cpu: bool = False
    profile: Profile = Profile.AUTO
    warm: Sequences = field(default_factory=dict)
    aim: str = "cheapest"
    worth: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`best`: objective so far, None before the first feasible plan."""

    best: int | None
    iterations: int
    seconds: float


Report = Callable[[Progress], None]


class RouteOptimizer(Protocol):
    """Solves a problem, as well as the terms allow."""

    def solve(self, problem: Problem, terms: Terms, report: Report | None = None) -> Plan:
        """A plan that our evaluator accepts, what can't be served left out and named."""
        ...


class Deadline:
    """Runs from its making, so that an engine's set-up counts."""

    def __init__(self, seconds: float, *, cpu: bool = False) -> None:
        self._clock = time.thread_time if cpu else time.monotonic
        self._start = self._clock()
        self.seconds = seconds

    def part(self, share: float) -> "Deadline":
        """The same clock, with this share of its seconds."""
        sooner = copy(self)
        sooner.seconds = share * self.seconds
        return sooner

    @property
    def spent(self) -> float:
        return self._clock() - self._start

    @property
    def gone(self) -> float:
        """Of the whole: 0 at first, 1 at its end."""
        return self.spent / max(0.001, self.seconds)

    @property
    def left(self) -> float:
        return max(0.0, self.seconds - self.spent)


# Seconds that a size is given, unless somebody says otherwise.
_BY_SIZE = ((100, 2.0), (500, 10.0), (1000, 30.0))
MOST_AT_ONCE = 1000


def usual_seconds(stops: int) -> float:
    """2 s to 100 stops, 10 s to 500, 30 s to 1,000 and for each part of what is larger."""
    return next((seconds for size, seconds in _BY_SIZE if stops <= size), 30.0)
