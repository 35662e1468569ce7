"""The optimizer: engine, breaks, repair, floor and judge, in this order."""

from dataclasses import replace
from importlib.metadata import version

from apps.pickups.domain.routing.aims import aimed
from apps.pickups.domain.routing.baseline import ENGINE as BY_HAND
from apps.pickups.domain.routing.baseline import VERSION as BY_HAND_VERSION
from apps.pickups.domain.routing.baseline import as_people_would
from apps.pickups.domain.routing.digest import digest
from apps.pickups.domain.routing.engines import pyvrp_search, vroom_breaks
from apps.pickups.domain.routing.engines.clock import ORDINARY, Clock, clocks_of
from apps.pickups.domain.routing.engines.shape import free_stops, legs
from apps.pickups.domain.routing.evaluate import evaluate, rank
from apps.pickups.domain.routing.insertion import ENGINE as FLOOR
from apps.pickups.domain.routing.insertion import VERSION as FLOOR_VERSION
from apps.pickups.domain.routing.insertion import cheapest_insertion
from apps.pickups.domain.routing.plan import Made, Plan, Sequences
from apps.pickups.domain.routing.port import Deadline, Profile, Report, Terms
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.repair import repaired
from apps.pickups.domain.routing.steady import in_old_order, steady

# Of the time for a problem that shows no feasible plan, before stops may be left out.
_PATIENCE = 0.4


class Optimizer:
    """The port's implementation. It runs in the process that calls it."""

    def solve(self, problem: Problem, terms: Terms, report: Report | None = None) -> Plan:
        """Best of the engine's plan, insertion's and what people would drive with what still
        fits put in; feasible but for what is unserved."""
        deadline = Deadline(terms.seconds, cpu=terms.cpu)
        plan = self._best(aimed(problem, terms.aim), terms, deadline, report)
        plan = in_old_order(problem, steady(problem, plan, terms), terms)
        return _digested(problem, plan)

    def _best(
        self, problem: Problem, terms: Terms, deadline: Deadline, report: Report | None
    ) -> Plan:
        floor = _made(cheapest_insertion(problem), terms, FLOOR, FLOOR_VERSION)
        if not free_stops(problem) or not legs(problem):
            return floor
        profile = terms.profile
        if profile is Profile.AUTO:
            profile = pyvrp_search.profile_for(problem)
        plan, iterations = self._by_turns(problem, terms, profile, deadline, report)
        engine = pyvrp_search.ENGINE
        if any(vehicle.breaks for vehicle in problem.vehicles):
            engine = f"{engine}+{vroom_breaks.ENGINE}"
        plan = _made(plan, terms, engine, _versions(), profile, iterations)
        known = repaired(problem, as_people_would(problem).sequences()).plan()
        by_hand = _made(known, terms, BY_HAND, BY_HAND_VERSION)
        return min(plan, floor, by_hand, key=lambda tried: rank(evaluate(problem, tried)))

    def _by_turns(
        self,
        problem: Problem,
        terms: Terms,
        profile: Profile,
        deadline: Deadline,
        report: Report | None,
    ) -> tuple[Plan, int]:
        """The best of the clocks' plans with the breaks put in; each has its share of the time."""
        clocks = clocks_of(problem)
        if terms.iterations is not None:
            # Turns of fewer than its stops settle nothing: then one search, and the repair.
            if terms.iterations < len(clocks) * len(problem.stops):
                clocks = (ORDINARY,)
            terms = replace(terms, iterations=-(-terms.iterations // len(clocks)))
        plans: list[Plan] = []
        done = 0
        for turn, clock in enumerate(clocks, 1):
            part = deadline.part(turn / len(clocks))
            sequences, count = self._search(problem, terms, profile, part, report, clock)
            done += count
            plans.append(repaired(problem, vroom_breaks.with_breaks(problem, sequences)).plan())
        return min(plans, key=lambda tried: rank(evaluate(problem, tried))), done

    def _search(
        self,
        problem: Problem,
        terms: Terms,
        profile: Profile,
        deadline: Deadline,
        report: Report | None,
        clock: Clock,
    ) -> tuple[Sequences, int]:
        """All stops if it can be; if that shows no plan in time, as many as pay."""
        if not any(stop.required for stop in problem.stops):
            found = pyvrp_search.search(problem, terms, profile, deadline, report, clock=clock)
            return found.sequences, found.iterations
        begun = 0.0 if terms.iterations is not None else deadline.gone
        patience = begun + _PATIENCE * (1 - begun)
        found = pyvrp_search.search(
            problem, terms, profile, deadline, report, clock=clock, patience=patience
        )
        if found.feasible:
            return found.sequences, found.iterations
        more = pyvrp_search.search(
            problem, terms, profile, deadline, report, clock=clock, relaxed=True
        )
        return more.sequences, found.iterations + more.iterations


def _versions() -> str:
    return f"{version('pyvrp')}+{version('pyvroom')}"


def _digested(problem: Problem, plan: Plan) -> Plan:
    made = plan.made
    return plan if made is None else replace(plan, made=replace(made, digest=digest(problem)))


def _made(
    plan: Plan,
    terms: Terms,
    engine: str,
    engine_version: str,
    profile: Profile = Profile.AUTO,
    iterations: int = 0,
) -> Plan:
    return Plan(
        routes=plan.routes,
        unserved=plan.unserved,
        made=Made(
            engine=engine,
            version=engine_version,
            profile=profile.value,
            seed=terms.seed,
            iterations=iterations,
            digest="",
        ),
    )
