"""What moves a piece, and what its history comes to whatever order it was told in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.orders.domain.states import GuideStatus as S

# How a delivery may be proven, as the courier or the desk took it.
PROOFS = ("signature", "photo", "code", "identity")
TERMINAL = frozenset({S.DELIVERED, S.RETURNED, S.LOST, S.DAMAGED, S.VOIDED})
# Nothing but a void or the collection of the parcel has happened to it.
BEFORE_PICKUP = frozenset({S.GENERATED})

_ON_THE_WAY = frozenset({S.PICKED_UP, S.IN_TRANSIT, S.OUT_FOR_DELIVERY})
_STUCK = frozenset({S.AT_OFFICE, S.DELIVERY_FAILED, S.ON_HOLD})
_MOVING = _ON_THE_WAY | _STUCK
_COLLECTED = _MOVING | {S.RECEIVED_AT_POINT}
_LIVING = _COLLECTED | {S.GENERATED}

# An event is named after the state it leads to. Operators skip scans, so an event may
# come from any state that goes before it, not only the one next to it.
SOURCES: dict[S, frozenset[S]] = {
    # Its sender took it back from the point, before a courier came.
    S.GENERATED: frozenset({S.RECEIVED_AT_POINT}),
    S.RECEIVED_AT_POINT: frozenset({S.GENERATED}),
    S.PICKED_UP: frozenset({S.GENERATED, S.RECEIVED_AT_POINT}),
    S.IN_TRANSIT: _LIVING - {S.IN_TRANSIT},
    S.OUT_FOR_DELIVERY: _LIVING - {S.OUT_FOR_DELIVERY},
    S.DELIVERED: _LIVING | {S.RETURNING},
    S.AT_OFFICE: _LIVING - {S.AT_OFFICE},
    S.DELIVERY_FAILED: _LIVING - {S.DELIVERY_FAILED},
    S.ON_HOLD: _LIVING - {S.ON_HOLD},
    S.RETURNING: _LIVING,
    S.RETURNED: _LIVING | {S.RETURNING},
    S.LOST: _LIVING | {S.RETURNING},
    S.DAMAGED: _LIVING | {S.RETURNING},
    S.VOIDED: BEFORE_PICKUP,
}
TRANSITIONS: dict[tuple[S, S], S] = {
    (source, event): event for event, sources in SOURCES.items() for source in sources
}

# How far along a piece is: a guide is where its hindmost living piece is.
_PROGRESS = (
    S.GENERATED,
    S.RECEIVED_AT_POINT,
    S.PICKED_UP,
    S.IN_TRANSIT,
    S.ON_HOLD,
    S.OUT_FOR_DELIVERY,
    S.DELIVERY_FAILED,
    S.AT_OFFICE,
    S.RETURNING,
)
# When all pieces have ended, and not alike, the guide tells what is worst.
_WORST_FIRST = (S.LOST, S.DAMAGED, S.RETURNED, S.DELIVERED, S.VOIDED)


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a piece, with the instant it happened at. `corrects`: two people put the
    piece there, whatever it was before."""

    event: S
    occurred_at: datetime
    corrects: bool = False


def state_after(told: Iterable[Told], *, at_present: S) -> S:
    """The state that a piece's whole history leads to, in the order in which it happened.

    A piece that has ended stays so, whatever is told late.
    """
    if at_present in TERMINAL:
        return at_present
    state = S.GENERATED
    for one in sorted(told, key=_order):
        state = one.event if one.corrects else TRANSITIONS.get((state, one.event), state)
    return state


def _order(told: Told) -> tuple[datetime, int]:
    """By time; what was told for one instant goes from the start of the way to its end."""
    return told.occurred_at, _RANK[told.event]


_RANK = {state: rank for rank, state in enumerate((*_PROGRESS, *reversed(_WORST_FIRST)))}


def summary(pieces: Sequence[S]) -> S:
    """The guide's state from its pieces' (at least one)."""
    living = [piece for piece in pieces if piece not in TERMINAL]
    if living:
        return min(living, key=_PROGRESS.index)
    return min(pieces, key=_WORST_FIRST.index)
