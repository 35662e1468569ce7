"""Insertion with regret: next is the stop that stands to lose most by waiting.

Regret-2 of Potvin and Rousseau (1993), over the cheapest gap of each route.
"""

import numpy as np
import numpy.typing as npt

from apps.pickups.domain.routing.candidates import Gap, Gaps, Row
from apps.pickups.domain.routing.draft import Draft
from apps.pickups.domain.routing.problem import Matrix, Problem, Stop, Vehicle, may_serve

# Dearer than any way to serve a stop.
NEVER = 1 << 60


class _Board:
    """The cheapest gap for each waiting stop (row) in each route (column)."""

    def __init__(self, draft: Draft, waiting: list[Stop], *, at_any_price: bool) -> None:
        self.draft, self.waiting, self.at_any_price = draft, waiting, at_any_price
        problem = draft.problem
        self.place: Row = np.array([s.location for s in waiting], dtype=np.int64)
        self.early: Row = np.array([s.early for s in waiting], dtype=np.int64)
        self.late: Row = np.array([s.late for s in waiting], dtype=np.int64)
        self.service: Row = np.array([s.service for s in waiting], dtype=np.int64)
        self._ways: dict[int, tuple[Matrix, Matrix, Matrix, Matrix]] = {}
        self.out = _loads(problem, [s.delivery for s in waiting])
        self.back = _loads(problem, [s.pickup for s in waiting])
        # What a stop is worth: a required one more than any detour.
        worth = [NEVER // 2 if s.required or at_any_price else s.prize for s in waiting]
        self.worth: Row = np.array(worth, dtype=np.int64)
        self.alive = np.ones(len(waiting), dtype=bool)
        self._every = np.arange(len(waiting))
        self.bound = any(stop.vehicle for stop in waiting)
        self.allowed: dict[Vehicle, npt.NDArray[np.bool_]] = {}
        self.columns: list[str] = []
        self.cost = np.empty((len(waiting), 0), dtype=np.int64)
        self.index = np.empty((len(waiting), 0), dtype=np.int64)
        self._idle: dict[Vehicle, list[str]] = {}
        self._open()

    def _open(self) -> None:
        names: list[str] = []
        for vehicle in self.draft.problem.vehicles:
            if vehicle.closed:
                continue
            if self.draft.steps[vehicle.id]:
                names.append(vehicle.id)
            else:
                self._idle.setdefault(self.draft.problem.kind[vehicle.id], []).append(vehicle.id)
        for name in names:
            self._add(name)
        for of_kind in self._idle.values():
            of_kind.reverse()
            self._add(of_kind.pop())

    def _add(self, name: str) -> None:
        self.columns.append(name)
        empty = np.full((len(self.waiting), 1), NEVER, dtype=np.int64)
        self.cost = np.hstack([self.cost, empty])
        self.index = np.hstack([self.index, np.zeros_like(empty)])
        self.refresh(len(self.columns) - 1)

    def refresh(self, column: int) -> None:
        """Look at a route again, after it has changed."""
        gaps = self.draft.gaps(self.columns[column])
        may = self.alive & self._may(gaps)
        self.cost[:, column] = NEVER
        if may.any() and len(gaps.index):
            detour = self._detours(gaps)
            best = detour.argmin(axis=0)
            self.cost[:, column] = np.where(may, detour[best, self._every], NEVER)
            self.index[:, column] = gaps.index[best]

    def _may(self, gaps: Gaps) -> npt.NDArray[np.bool_]:
        kind = self.draft.problem.kind[gaps.vehicle.id]
        if self.bound:
            kind = gaps.vehicle
        if kind not in self.allowed:
            may = [may_serve(gaps.vehicle, stop) for stop in self.waiting]
            self.allowed[kind] = np.array(may, dtype=bool)
        may_go = self.allowed[kind]
        if gaps.spare is not None and self.out.size:
            out, back = gaps.spare
            may_go = may_go & (self.out <= out).all(axis=1) & (self.back <= back).all(axis=1)
        return may_go

    def _detours(self, gaps: Gaps) -> npt.NDArray[np.int64]:
        """Of every waiting stop (column) in every gap (row)."""
        vehicle, problem = gaps.vehicle, self.draft.problem
        distance, duration = problem.distances[vehicle.profile], problem.durations[vehicle.profile]
        to, on, seconds_to, seconds_on = self._ways_of(vehicle.profile)
        there, onward = seconds_to[gaps.before], seconds_on[gaps.after]
        start = np.maximum(gaps.ready[:, None] + there, self.early)
        late = (start > self.late) | (start + onward + self.service > gaps.latest[:, None])
        cost = to[gaps.before] + on[gaps.after]
        cost -= distance[gaps.before, gaps.after][:, None]
        cost *= vehicle.distance_cost
        if vehicle.duration_cost:
            seconds = there + onward - duration[gaps.before, gaps.after][:, None] + self.service
            cost += vehicle.duration_cost * seconds
        if not gaps.steps:
            cost += vehicle.fixed_cost
        cost[late] = NEVER
        return cost

    def _ways_of(self, profile: int) -> tuple[Matrix, Matrix, Matrix, Matrix]:
        """Metres and seconds from any place to each waiting stop, and from it to any place:
        a row a place, so that a route's rows are read in one piece."""
        if profile not in self._ways:
            distance, duration = (
                self.draft.problem.distances[profile],
                self.draft.problem.durations[profile],
            )
            to, on = np.ascontiguousarray(distance[:, self.place]), _onward(distance, self.place)
            if duration is distance:
                self._ways[profile] = (to, on, to, on)
            else:
                seconds = np.ascontiguousarray(duration[:, self.place])
                self._ways[profile] = (to, on, seconds, _onward(duration, self.place))
        return self._ways[profile]

    def next(self) -> tuple[int, int] | None:
        """Row and column of the most pressing stop at its cheapest; None when none fits."""
        if not self.columns:
            return None
        best = self.cost.min(axis=1)
        rows = np.flatnonzero(self.alive & (best < NEVER) & (best <= self.worth))
        if not len(rows):
            return None
        ranked = np.partition(self.cost[rows], min(1, self.cost.shape[1] - 1), axis=1)
        second = ranked[:, 1] if ranked.shape[1] > 1 else np.full(len(rows), NEVER)
        regret = np.minimum(second, self.worth[rows]) - ranked[:, 0]
        row = int(rows[np.argmax(regret)])
        return row, int(self.cost[row].argmin())

    def place_it(self, row: int, column: int) -> None:
        """Check in full and insert; a gap that fails is not tried again until it changes."""
        name, stop = self.columns[column], self.waiting[row]
        was_idle = not self.draft.steps[name]
        gap = Gap(name, int(self.index[row, column]), int(self.cost[row, column]))
        if not self.draft.take(gap, (stop.id,), stop, at_any_price=self.at_any_price):
            self.cost[row, column] = NEVER
            return
        self.alive[row] = False
        self.cost[row] = NEVER
        self.refresh(column)
        others = self._idle.get(self.draft.problem.kind[name])
        if was_idle and others:
            self._add(others.pop())


def _onward(matrix: Matrix, places: Row) -> Matrix:
    return np.ascontiguousarray(matrix[places].T)


def _loads(problem: Problem, loads: list[tuple[int, ...]]) -> npt.NDArray[np.int64]:
    width = len(problem.dimensions)
    rows = [load or problem.nothing for load in loads]
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)


def build(draft: Draft) -> None:
    """Routes from nothing. Optional stops first come in at any price, since the first of a
    route pays for all that follow it; those that did not pay in the end leave again."""
    optional = {stop.id for stop in draft.problem.stops if not stop.required}
    _insert_all(draft, at_any_price=True)
    if optional:
        _leave_out(draft, optional)
    fill(draft)


def fill(draft: Draft) -> None:
    """Insert what is not served yet, as far as it fits and is worth it."""
    _insert_all(draft, at_any_price=False)
    served = draft.served()
    left = [stop for stop in draft.problem.stops if stop.id not in served]
    for stop in sorted(left, key=lambda s: (not s.required, -s.prize, s.id)):
        draft.insert(stop.id)


def _insert_all(draft: Draft, *, at_any_price: bool) -> None:
    served = draft.served()
    waiting = [stop for stop in draft.problem.stops if stop.id not in served]
    if waiting:
        board = _Board(draft, waiting, at_any_price=at_any_price)
        while (found := board.next()) is not None:
            board.place_it(*found)


def _leave_out(draft: Draft, optional: set[str]) -> None:
    """Take out routes and stops that cost more than they bring."""
    stop = draft.problem.stop
    for vehicle in draft.problem.vehicles:
        for ref in [s for s in draft.steps[vehicle.id] if isinstance(s, str) and s in optional]:
            without = tuple(step for step in draft.steps[vehicle.id] if step != ref)
            if draft.cost(vehicle.id) - draft.cost(vehicle.id, without) > stop[ref].prize:
                draft.remove(vehicle.id, ref)
        left = [s for s in draft.steps[vehicle.id] if isinstance(s, str)]
        if optional.issuperset(left) and draft.cost(vehicle.id) > sum(stop[s].prize for s in left):
            draft.put(vehicle.id, ())
