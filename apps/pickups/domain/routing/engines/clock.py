"""A clock that stands still while drivers rest, for an engine that knows no breaks.

By such a clock a route with a break is one without: the engine keeps the time of the break
free, and what it fills to the last minute still holds when the break is put in.
"""

from collections import Counter
from dataclasses import dataclass

from apps.pickups.domain.routing.problem import FOREVER, Break, Problem, Vehicle

# Of the time in which a break may begin: where the clock stops, one after the other. Windows
# that end or begin within it are whole by the one or by the other.
_TURNS = (1.0, 0.0, 0.5)
# More stops than these settle too late for a turn with each; the first is never worse than none.
_TURNS_UP_TO = 300


@dataclass(frozen=True, slots=True)
class Clock:
    """`rests`: instants at which it stands still, and for how many seconds, in order."""

    rests: tuple[tuple[int, int], ...] = ()

    def __call__(self, instant: int) -> int:
        """What it shows; within a rest, when that began."""
        if instant >= FOREVER:
            return instant
        return instant - sum(min(rest, max(0, instant - at)) for at, rest in self.rests)

    def ready(self, vehicle: Vehicle, early: int) -> int:
        """What it shows when a vehicle may leave: who has yet to rest loses that time after."""
        return early if vehicle.breaks else self(early)


ORDINARY = Clock()


def clocks_of(problem: Problem) -> tuple[Clock, ...]:
    """To be tried by turns: with the breaks that most vehicles have. One for all of them,
    since a window is a stop's and not a vehicle's."""
    crews = [vehicle.breaks for vehicle in problem.vehicles if not vehicle.closed]
    breaks, count = Counter(crews).most_common(1)[0] if crews else ((), 0)
    if not breaks or 2 * count <= len(crews):
        return (ORDINARY,)
    turns = _TURNS if len(problem.stops) <= _TURNS_UP_TO else _TURNS[:1]
    return tuple(_clock(breaks, share) for share in turns)


def _clock(breaks: tuple[Break, ...], share: float) -> Clock:
    rests, over = list[tuple[int, int]](), 0
    for rest in sorted(breaks, key=lambda rest: rest.early):
        at = max(over, rest.early + round(share * (rest.late - rest.early)))
        rests.append((at, rest.duration))
        over = at + rest.duration
    return Clock(tuple(rests))
