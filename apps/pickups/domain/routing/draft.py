"""Routes in the making: put a stop in where it costs least, take it out again."""

from apps.pickups.domain.routing.breaks import place_breaks
from apps.pickups.domain.routing.candidates import Gap, Gaps, best_gaps
from apps.pickups.domain.routing.evaluate import figures_of
from apps.pickups.domain.routing.faults import Fault
from apps.pickups.domain.routing.plan import Pause, Plan, Reload, Sequences, Step
from apps.pickups.domain.routing.problem import Problem, Stop, Vehicle, may_serve
from apps.pickups.domain.routing.route_checks import faults_of
from apps.pickups.domain.routing.schedule import plan_of, route_of

# Gaps that are checked in full before a stop is given up.
_TRIED = 16


class Draft:
    """Holds what is fixed from the start. Everything it accepts is feasible by our checks."""

    def __init__(self, problem: Problem, sequences: Sequences | None = None) -> None:
        self.problem = problem
        self.steps: Sequences = {}
        self._gaps: dict[str, Gaps] = {}
        for vehicle in problem.vehicles:
            self.put(vehicle.id, (sequences or {}).get(vehicle.id, ()) or vehicle.fixed)

    def put(self, vehicle_id: str, steps: tuple[Step, ...]) -> None:
        """Set a route as it is, its breaks added."""
        vehicle = self.problem.vehicle[vehicle_id]
        if not any(isinstance(step, str) for step in steps):
            steps = ()
        elif vehicle.breaks:
            steps = place_breaks(self.problem, vehicle, steps)
        self.steps[vehicle_id] = steps
        self._gaps[vehicle_id] = Gaps(self.problem, vehicle, steps)

    def served(self) -> set[str]:
        return {s for steps in self.steps.values() for s in steps if isinstance(s, str)}

    def gaps(self, vehicle_id: str) -> Gaps:
        return self._gaps[vehicle_id]

    def plan(self) -> Plan:
        return plan_of(self.problem, self.steps)

    def faults(self, vehicle_id: str, steps: tuple[Step, ...] | None = None) -> list[Fault]:
        """What is wrong with a route, or would be with these steps."""
        tried = self.steps[vehicle_id] if steps is None else steps
        if not tried:
            return []
        vehicle = self.problem.vehicle[vehicle_id]
        return faults_of(self.problem, route_of(self.problem, vehicle, tried))

    def cost(self, vehicle_id: str, steps: tuple[Step, ...] | None = None) -> int:
        tried = self.steps[vehicle_id] if steps is None else steps
        if not tried:
            return 0
        vehicle = self.problem.vehicle[vehicle_id]
        if not vehicle.duration_cost:
            return vehicle.fixed_cost + vehicle.distance_cost * self._metres(vehicle, tried)
        return figures_of(self.problem, route_of(self.problem, vehicle, tried)).cost

    def _metres(self, vehicle: Vehicle, steps: tuple[Step, ...]) -> int:
        distances, stop = self.problem.rows[vehicle.profile][0], self.problem.stop
        at, total = vehicle.start, 0
        for step in steps:
            if not isinstance(step, Pause):
                place = stop[step].location if isinstance(step, str) else step.location
                total, at = total + distances[at][place], place
        return total + distances[at][vehicle.end]

    def routes_for(self, stop: Stop) -> list[Gaps]:
        """Routes that may take a stop: all in use, and one idle vehicle of each kind."""
        found: list[Gaps] = []
        idle: set[Vehicle] = set()
        for vehicle in self.problem.vehicles:
            if vehicle.closed or not may_serve(vehicle, stop):
                continue
            if not self.steps[vehicle.id]:
                kind = self.problem.kind[vehicle.id]
                if kind in idle:
                    continue
                idle.add(kind)
            found.append(self._gaps[vehicle.id])
        return found

    def _with_room(self, stop: Stop) -> list[Gaps]:
        return [gaps for gaps in self.routes_for(stop) if gaps.has_room(stop)]

    def insert(self, stop_id: str) -> bool:
        """Where it costs least and harms nothing. False when there is no such place, or it
        costs more than leaving the stop out."""
        stop = self.problem.stop[stop_id]
        routes = self._with_room(stop)
        for gap in best_gaps(self.problem, stop, routes, timely=True, most=_TRIED):
            if not stop.required and gap.detour > stop.prize:
                break
            if self.take(gap, (stop_id,), stop):
                return True
        return self._on_a_further_trip(stop, routes)

    def _on_a_further_trip(self, stop: Stop, routes: list[Gaps]) -> bool:
        """After a reload at the end of a route that has trips left."""
        for gaps in routes:
            vehicle, steps = gaps.vehicle, self.steps[gaps.vehicle.id]
            trips = sum(isinstance(step, Reload) for step in steps)
            if steps and trips < vehicle.max_reloads and vehicle.reloads:
                gap = Gap(vehicle.id, len(steps), 0)
                if self.take(gap, (Reload(vehicle.reloads[0]), stop.id), stop):
                    return True
        return False

    def take(
        self, gap: Gap, added: tuple[Step, ...], stop: Stop, *, at_any_price: bool = False
    ) -> bool:
        """Put steps into a gap, if that harms nothing and is worth it."""
        before = self.steps[gap.vehicle]
        steps = (*before[: gap.index], *added, *before[gap.index :])
        vehicle = self.problem.vehicle[gap.vehicle]
        if vehicle.breaks:
            steps = place_breaks(self.problem, vehicle, steps)
        gaps = self._gaps[gap.vehicle]
        if gaps.plain and added == (stop.id,):
            if not gaps.holds(self.problem, stop, gap.index):
                return False
        elif self.faults(gap.vehicle, steps):
            return False
        if not stop.required and not at_any_price:
            price = self.cost(gap.vehicle, steps) - self.cost(gap.vehicle)
            if price > stop.prize:
                return False
        self.steps[gap.vehicle] = steps
        self._gaps[gap.vehicle] = Gaps(self.problem, vehicle, steps)
        return True

    def remove(self, vehicle_id: str, stop_id: str) -> None:
        """Take a stop out of a route; a route without stops is idle."""
        # Its breaks find their places anew: one of them may not be due any more.
        steps = tuple(
            step
            for step in self.steps[vehicle_id]
            if step != stop_id and not isinstance(step, Pause)
        )
        self.put(vehicle_id, without_empty_trips(steps))


def without_empty_trips(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """A reload with no stop before or after it is no reload."""
    kept: list[Step] = []
    for step in steps:
        if isinstance(step, Reload):
            since = [s for s in kept if not isinstance(s, Pause)]
            if not since or isinstance(since[-1], Reload):
                continue
        kept.append(step)
    last = next((s for s in reversed(kept) if not isinstance(s, Pause)), None)
    if isinstance(last, Reload):
        kept.remove(last)
    return tuple(kept)
