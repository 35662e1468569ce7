"""A plan: who goes where, when, with what. And the sequence that it is made from."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from apps.pickups.domain.routing.problem import Load


class Kind(StrEnum):
    STOP = "stop"
    RELOAD = "reload"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Reload:
    """Empty and load again at a location."""

    location: int


@dataclass(frozen=True, slots=True)
class Pause:
    """The vehicle's break of this index, taken where it stands."""

    index: int


# A step of a route before it has times: a stop's id, a reload or a break.
Step = str | Reload | Pause
Sequences = dict[str, tuple[Step, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`arrival` <= `start` (the difference is waiting) <= `departure`; seconds.

    `ref`: the stop's id, or the break's index. `load`: aboard on leaving.
    """

    kind: Kind
    ref: str
    location: int
    arrival: int
    start: int
    departure: int
    load: Load = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """`start`: leaves its first place; `end`: is back at its last."""

    vehicle: str
    start: int
    end: int
    visits: tuple[Visit, ...]

    @property
    def stops(self) -> tuple[str, ...]:
        return tuple(visit.ref for visit in self.visits if visit.kind is Kind.STOP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Where a plan comes from. `digest`: SHA-256 hex of the problem that was solved."""

    engine: str
    version: str
    profile: str
    seed: int
    iterations: int
    digest: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`unserved`: ids of the stops that no route has, in the problem's order."""

    routes: tuple[Route, ...]
    unserved: tuple[str, ...] = ()
    made: Made | None = field(default=None, compare=False)

    def sequences(self) -> Sequences:
        """What was decided, without the times that follow from it."""
        return {route.vehicle: tuple(map(_step, route.visits)) for route in self.routes}


def _step(visit: Visit) -> Step:
    if visit.kind is Kind.RELOAD:
        return Reload(visit.location)
    return Pause(int(visit.ref)) if visit.kind is Kind.BREAK else visit.ref


def as_plain(plan: Plan) -> dict[str, Any]:
    """JSON-ready, always in the same order."""
    return {
        "routes": [
            {
                "vehicle": route.vehicle,
                "start": route.start,
                "end": route.end,
                "visits": [
                    [v.kind.value, v.ref, v.location, v.arrival, v.start, v.departure, *v.load]
                    for v in route.visits
                ],
            }
            for route in plan.routes
        ],
        "unserved": list(plan.unserved),
    }
