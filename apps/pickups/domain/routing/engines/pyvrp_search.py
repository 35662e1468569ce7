"""PyVRP's search with our profiles, our deadline and our seed."""

from dataclasses import dataclass

import pyvrp
import pyvrp.search
from pyvrp.IteratedLocalSearch import IteratedLocalSearch, IteratedLocalSearchParams
from pyvrp.PenaltyManager import PenaltyManager

from apps.pickups.domain.routing.engines.clock import Clock
from apps.pickups.domain.routing.engines.limits import INFEASIBLE, Stop, Watch
from apps.pickups.domain.routing.engines.penalties import penalties_for, penalties_like
from apps.pickups.domain.routing.engines.pyvrp_model import Model
from apps.pickups.domain.routing.engines.savings import savings
from apps.pickups.domain.routing.engines.vicinity import Vicinities
from apps.pickups.domain.routing.plan import Sequences
from apps.pickups.domain.routing.port import Deadline, Profile, Report, Terms
from apps.pickups.domain.routing.problem import Problem

ENGINE = "pyvrp"
_DEEP_UP_TO = 400
_LONG_ROUTE = 40
_SHORTEST_MEMORY = 50
# Beyond this many stops a search of seconds does not settle: it races and goes by vicinities.
_WHOLE_UP_TO = 500
_STARTS, _RACE = 3, 0.5
# A start is to settle soon, so that the best of them can be told.
_RACING_MEMORY = 20
# Of the whole limit, what a vicinity has.
_TURN = 0.05


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


@dataclass
class Found:
    """`feasible`: by the engine's own account; ours decides."""

    sequences: Sequences
    feasible: bool
    iterations: int


@dataclass
class _Best:
    """A solution, its cost and the penalties that its search has learnt."""

    solution: "pyvrp.Solution"
    cost: int
    penalties: PenaltyManager


def search(
    problem: Problem,
    terms: Terms,
    profile: Profile,
    deadline: Deadline,
    report: Report | None,
    *,
    clock: Clock,
    relaxed: bool = False,
    patience: float = 1.0,
) -> Found:
    """One search until the deadline. `patience`: the part of it that a problem gets which
    shows no feasible plan. `relaxed`: required stops may be left out, at a high price."""
    model = Model(problem, relaxed, clock)
    of = _Search(model, terms, _SETTINGS[profile], deadline, report)
    of.stop.patience = patience
    large = len(of.model.stops) > _WHOLE_UP_TO and profile is Profile.QUICK
    if large and not any(vehicle.max_reloads for vehicle in problem.vehicles):
        return of.by_vicinities(of.race())
    return of.again_and_again()


class _Search:
    def __init__(
        self,
        model: Model,
        terms: Terms,
        settings: Settings,
        deadline: Deadline,
        report: Report | None,
    ) -> None:
        self.model, self.terms, self.settings = model, terms, settings
        self.rng = pyvrp.RandomNumberGenerator(seed=terms.seed)
        self.local = self._local(model)
        self.watch = Watch(deadline, report)
        self.stop = Stop(deadline, terms.iterations, 1.0)

    def again_and_again(self) -> Found:
        """From the plan in force or anywhere; anew from somewhere else whenever it settles."""
        best = self._run(self.model, self.local, self._warm() or self._anywhere())
        while not self.stop.over:
            tried = self._run(self.model, self.local, self._anywhere(), best.penalties)
            if tried.cost < best.cost:
                best = tried
        return self._found(best)

    def race(self) -> _Best:
        """Several starts; where they stand half way tells which of them goes on."""
        clustered = self._clustered()
        best: _Best | None = None
        for left in range(_STARTS, 0, -1):
            start = (self._warm() if left == _STARTS else None) or clustered
            share = _RACE / _STARTS / (1 - _RACE * (_STARTS - left) / _STARTS)
            tried = self._run(self.model, self.local, start, share=share, memory=_RACING_MEMORY)
            if best is None or tried.cost < best.cost:
                best = tried
            if self.stop.over:
                break
        return best  # type: ignore[return-value]

    def by_vicinities(self, best: _Best) -> Found:
        """A few routes at a time, round and round, until the deadline."""
        problem = self.model.problem
        sequences = self.model.sequences(best.solution)
        around = Vicinities(problem, sequences)
        feasible = best.cost < INFEASIBLE
        self.watch.in_part = True
        while not self.stop.over and (piece := around.next()) is not None:
            model = Model(piece.problem, self.model.relaxed, self.model.clock)
            start = model.solution(around.start(piece))
            known = penalties_like(model.data, best.penalties)
            before = known.cost_evaluator().cost(start)
            share = min(1.0, _TURN / max(_TURN, 1 - self.stop.gone))
            found = self._run(model, self._local(model), start, known, share=share)
            if found.cost < before:
                around.take(piece, model.sequences(found.solution))
                self.watch.gained(before - found.cost if before < INFEASIBLE else 0)
        if not feasible:
            whole = self.model.solution(sequences)
            feasible = whole.is_feasible()
        return Found(sequences, feasible, self.watch.iterations)

    def _run(
        self,
        model: Model,
        local: "pyvrp.search.LocalSearch",
        start: "pyvrp.Solution",
        penalties: PenaltyManager | None = None,
        *,
        share: float = 1.0,
        memory: int | None = None,
    ) -> _Best:
        penalties = penalties or penalties_for(model.data)
        params = IteratedLocalSearchParams(
            # A memory longer than there are stops makes a small problem settle too late.
            history_length=memory
            or max(_SHORTEST_MEMORY, min(self.settings.history, model.data.num_clients)),
            exhaustive_on_best=self.settings.thorough,
            callbacks=self.watch,
        )
        self.stop.begin(share)
        one = IteratedLocalSearch(model.data, penalties, local, start, params)
        best = one.run(self.stop, collect_stats=False).best
        return _Best(best, penalties.cost_evaluator().cost(best), penalties)

    def _warm(self) -> "pyvrp.Solution | None":
        return self.model.solution(self.terms.warm) if self.terms.warm else None

    def _anywhere(self) -> "pyvrp.Solution":
        return self._mended(pyvrp.Solution.make_random(self.model.data, self.rng))

    def _clustered(self) -> "pyvrp.Solution":
        return self._mended(self.model.solution(savings(self.model.problem)))

    def _mended(self, start: "pyvrp.Solution") -> "pyvrp.Solution":
        dear = penalties_for(self.model.data).max_cost_evaluator()
        return self.local(start, dear, exhaustive=True)

    def _local(self, model: Model) -> "pyvrp.search.LocalSearch":
        data = model.data
        near = pyvrp.search.NeighbourhoodParams(num_neighbours=self.settings.neighbours)
        # Its own: the engine's default is one object for all, and remembers the search before.
        shaking = pyvrp.search.PerturbationManager()
        local = pyvrp.search.LocalSearch(
            data, self.rng, pyvrp.search.compute_neighbours(data, near), shaking
        )
        for operator in pyvrp.search.OPERATORS:
            if operator.supports(data):
                local.add_operator(operator(data))
        return local

    def _found(self, best: _Best) -> Found:
        feasible = best.solution.is_feasible()
        return Found(self.model.sequences(best.solution), feasible, self.watch.iterations)
