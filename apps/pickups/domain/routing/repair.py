"""Make any sequences feasible: take out what breaks a rule, and place it elsewhere."""

from apps.pickups.domain.routing.draft import Draft
from apps.pickups.domain.routing.faults import Fault, FaultKind
from apps.pickups.domain.routing.plan import Sequences, Step
from apps.pickups.domain.routing.problem import Problem, may_serve
from apps.pickups.domain.routing.regret import fill


def repaired(problem: Problem, sequences: Sequences) -> Draft:
    """Feasible routes with as many of the stops as cheapest insertion can place again.

    What is fixed to a vehicle stays where it is, even where that breaks a rule.
    """
    draft = Draft(problem, _known(problem, sequences))
    for vehicle in problem.vehicles:
        _relieve(draft, vehicle.id)
    _hold_positions(draft)
    fill(draft)
    return draft


def _known(problem: Problem, sequences: Sequences) -> Sequences:
    """Stops that exist, once, on vehicles that may serve them, behind what is fixed."""
    seen = {ref for vehicle in problem.vehicles for ref in vehicle.fixed}
    result: Sequences = {}
    for vehicle in problem.vehicles:
        steps: list[Step] = list(vehicle.fixed)
        for step in sequences.get(vehicle.id, ()):
            if isinstance(step, str):
                stop = problem.stop.get(step)
                if stop is None or step in seen or not may_serve(vehicle, stop):
                    continue
                seen.add(step)
            steps.append(step)
        result[vehicle.id] = tuple(steps)
    return result


def _relieve(draft: Draft, vehicle_id: str) -> None:
    """Take stops out until the route holds: each time the one whose leaving helps most."""
    fixed = set(draft.problem.vehicle[vehicle_id].fixed)
    while _serious(draft.faults(vehicle_id)):
        free = [s for s in draft.steps[vehicle_id] if isinstance(s, str) and s not in fixed]
        if not free:
            return
        worst = min(free, key=lambda ref: (_weight(draft, vehicle_id, ref), ref))
        draft.remove(vehicle_id, worst)


def _weight(draft: Draft, vehicle_id: str, ref: str) -> tuple[bool, int, int]:
    """Cheap to lose for the relief that it brings; what must be with this vehicle goes last."""
    steps = tuple(step for step in draft.steps[vehicle_id] if step != ref)
    relief = _excess(draft.faults(vehicle_id)) - _excess(draft.faults(vehicle_id, steps))
    stop = draft.problem.stop[ref]
    if relief <= 0:
        return True, 0, stop.prize
    return bool(stop.vehicle), (stop.prize + 1) * 1000 // relief, -relief


def _excess(faults: list[Fault]) -> int:
    return sum(fault.amount or 1 for fault in _serious(faults))


def _serious(faults: list[Fault]) -> list[Fault]:
    """A lock on a position is put right afterwards, when the route is otherwise sound."""
    return [fault for fault in faults if fault.kind is not FaultKind.LOCK]


def _hold_positions(draft: Draft) -> None:
    """Put stops with a fixed place in the sequence there, lowest first."""
    pinned = [s for s in draft.problem.stops if s.position is not None and s.vehicle]
    for stop in sorted(pinned, key=lambda s: (s.vehicle, s.position or 0)):
        vehicle = draft.problem.vehicle[stop.vehicle]
        if stop.id in vehicle.fixed:
            continue
        rest = [step for step in draft.steps[vehicle.id] if step != stop.id]
        draft.put(vehicle.id, _at(rest, stop.id, stop.position or 0))
        _relieve_others(draft, vehicle.id, {s.id for s in pinned})


def _at(steps: list[Step], ref: str, position: int) -> tuple[Step, ...]:
    """`ref` as the stop of this index, counting stops alone."""
    seen = 0
    for index, step in enumerate(steps):
        if seen == position:
            return (*steps[:index], ref, *steps[index:])
        seen += isinstance(step, str)
    return (*steps, ref)


def _relieve_others(draft: Draft, vehicle_id: str, keep: set[str]) -> None:
    """As `_relieve`, from the end, sparing what is pinned."""
    while _serious(draft.faults(vehicle_id)):
        free = [s for s in draft.steps[vehicle_id] if isinstance(s, str) and s not in keep]
        free = [s for s in free if s not in draft.problem.vehicle[vehicle_id].fixed]
        if not free:
            return
        draft.remove(vehicle_id, free[-1])
