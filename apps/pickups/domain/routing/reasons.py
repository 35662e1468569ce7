"""Why a stop is not served, and the least change that would serve it.

No engine tells. Each gap of each vehicle is tried, the rules it would break are counted,
and the gap that breaks fewest by least is named with its cure. `with_changes` makes the
cure, so that a dispatcher (and a test) can see that it holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.pickups.domain.routing.breaks import place_breaks
from apps.pickups.domain.routing.candidates import Gap, Gaps, best_gaps
from apps.pickups.domain.routing.changes import Change, ChangeKind, change_for
from apps.pickups.domain.routing.draft import Draft
from apps.pickups.domain.routing.faults import Fault, FaultKind
from apps.pickups.domain.routing.plan import Plan, Step
from apps.pickups.domain.routing.problem import Problem, Stop, Vehicle, may_serve

# Gaps looked at for each stop: by detour, over all vehicles, and in each vehicle by itself.
_OVERALL, _EACH = 24, 4
_MOST_VEHICLES = 40
# What a rule weighs before its amount: rules that people can bend come first.
_WEIGHT = {
    FaultKind.WINDOW: 1,
    FaultKind.SHIFT: 2,
    FaultKind.DURATION: 2,
    FaultKind.STOPS: 2,
    FaultKind.DISTANCE: 3,
    FaultKind.LOAD: 3,
    FaultKind.BREAK: 4,
    FaultKind.TERRITORY: 4,
    FaultKind.LOCK: 5,
    FaultKind.SKILL: 6,
}
# What is wrong with each vehicle's route as it is.
Known = Mapping[str, frozenset[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """`faults`: what putting the stop there would break; empty when it only does not pay.
    `changes`: made together, they serve the stop at `index` of `vehicle`'s steps.
    """

    stop: str
    vehicle: str
    index: int
    faults: tuple[Fault, ...]
    changes: tuple[Change, ...]


def reasons(problem: Problem, plan: Plan) -> tuple[Reason, ...]:
    """One for each unserved stop, in the plan's order."""
    draft = Draft(problem, plan.sequences())
    known = {v.id: frozenset(draft.faults(v.id)) for v in problem.vehicles if plan.unserved}
    return tuple(_reason(draft, problem.stop[ref], known) for ref in plan.unserved)


def _reason(draft: Draft, stop: Stop, known: Known) -> Reason:
    tried = [found for gap in _gaps(draft, stop) if (found := _try(draft, stop, gap, known))]
    if not tried:
        change = Change(kind=ChangeKind.VEHICLE, stop=stop.id)
        return Reason(stop=stop.id, vehicle="", index=0, faults=(), changes=(change,))
    return min(tried, key=lambda found: (_badness(found), found.vehicle, found.index))


def _gaps(draft: Draft, stop: Stop) -> list[Gap]:
    """The nearest gaps of all vehicles, those that may not serve it yet included."""
    problem = draft.problem
    routes: list[Gaps] = []
    idle: set[Vehicle] = set()
    for vehicle in problem.vehicles:
        if vehicle.closed or (stop.vehicle and stop.vehicle != vehicle.id):
            continue
        kind = problem.kind[vehicle.id]
        if not draft.steps[vehicle.id]:
            if kind in idle:
                continue
            idle.add(kind)
        routes.append(draft.gaps(vehicle.id))
    able = [gaps for gaps in routes if may_serve(gaps.vehicle, stop)]
    found = best_gaps(problem, stop, able, timely=False, most=_OVERALL)
    found += best_gaps(problem, stop, able, timely=True, most=_EACH)
    for gaps in (able + [g for g in routes if g not in able])[:_MOST_VEHICLES]:
        found += best_gaps(problem, stop, [gaps], timely=False, most=_EACH)
    return list(dict.fromkeys(Gap(gap.vehicle, gap.index, 0) for gap in found))


def _try(draft: Draft, stop: Stop, gap: Gap, known: Known) -> Reason | None:
    problem, vehicle = draft.problem, draft.problem.vehicle[gap.vehicle]
    steps = inserted(draft, stop.id, gap.vehicle, gap.index)
    before = known[vehicle.id]
    faults = [fault for fault in draft.faults(vehicle.id, steps) if fault not in before]
    changes = [change_for(fault, stop) for fault in faults]
    if not faults:
        price = draft.cost(vehicle.id, steps) - draft.cost(vehicle.id)
        short = price - stop.prize
        if not stop.required and short > 0:
            changes.append(Change(kind=ChangeKind.PRIZE, stop=stop.id, amount=short))
    if any(change is None for change in changes):
        return None
    return Reason(
        stop=stop.id,
        vehicle=problem.vehicle[vehicle.id].id,
        index=gap.index,
        faults=tuple(faults),
        changes=tuple(change for change in changes if change is not None),
    )


def inserted(draft: Draft, stop: str, vehicle_id: str, index: int) -> tuple[Step, ...]:
    """A route's steps with a stop before the step of this index, its breaks in place."""
    before = draft.steps[vehicle_id]
    steps = (*before[:index], stop, *before[index:])
    vehicle = draft.problem.vehicle[vehicle_id]
    if vehicle.breaks:
        steps = place_breaks(draft.problem, vehicle, steps)
    return steps


def _badness(reason: Reason) -> tuple[int, int, int]:
    kinds = {fault.kind for fault in reason.faults}
    weight = sum(_WEIGHT.get(kind, 9) for kind in kinds)
    return weight, len(reason.faults), sum(fault.amount for fault in reason.faults)
