"""States of pickups, stops, runs, parcels at points and routing jobs, and what moves them."""

from enum import StrEnum
from typing import TypeVar

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


class PickupStatus(StrEnum):
    SCHEDULED = "scheduled"
    CONFIRMED = "confirmed"
    ASSIGNED = "assigned"
    EN_ROUTE = "en_route"
    ARRIVED = "arrived"
    PICKED_UP = "picked_up"
    PARTIALLY_PICKED_UP = "partially_picked_up"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class PickupEvent(StrEnum):
    """`UNASSIGN`: taken off its run. `SETTLE`, `SETTLE_PART`: all or some pieces in hand."""

    CONFIRM = "confirm"
    RESCHEDULE = "reschedule"
    ASSIGN = "assign"
    UNASSIGN = "unassign"
    DEPART = "depart"
    ARRIVE = "arrive"
    SETTLE = "settle"
    SETTLE_PART = "settle_part"
    FAIL = "fail"
    CANCEL = "cancel"
    EXPIRE = "expire"


_P, _PE = PickupStatus, PickupEvent
PICKUP_TRANSITIONS: dict[tuple[PickupStatus, PickupEvent], PickupStatus] = {
    (_P.SCHEDULED, _PE.CONFIRM): _P.CONFIRMED,
    (_P.SCHEDULED, _PE.RESCHEDULE): _P.SCHEDULED,
    (_P.CONFIRMED, _PE.RESCHEDULE): _P.SCHEDULED,
    (_P.ASSIGNED, _PE.RESCHEDULE): _P.SCHEDULED,
    (_P.FAILED, _PE.RESCHEDULE): _P.SCHEDULED,
    (_P.SCHEDULED, _PE.ASSIGN): _P.ASSIGNED,
    (_P.CONFIRMED, _PE.ASSIGN): _P.ASSIGNED,
    (_P.ASSIGNED, _PE.ASSIGN): _P.ASSIGNED,
    (_P.ASSIGNED, _PE.UNASSIGN): _P.CONFIRMED,
    (_P.EN_ROUTE, _PE.UNASSIGN): _P.CONFIRMED,
    (_P.ASSIGNED, _PE.DEPART): _P.EN_ROUTE,
    (_P.ASSIGNED, _PE.ARRIVE): _P.ARRIVED,
    (_P.EN_ROUTE, _PE.ARRIVE): _P.ARRIVED,
    (_P.ARRIVED, _PE.SETTLE): _P.PICKED_UP,
    (_P.ARRIVED, _PE.SETTLE_PART): _P.PARTIALLY_PICKED_UP,
    (_P.ASSIGNED, _PE.FAIL): _P.FAILED,
    (_P.EN_ROUTE, _PE.FAIL): _P.FAILED,
    (_P.ARRIVED, _PE.FAIL): _P.FAILED,
    (_P.SCHEDULED, _PE.CANCEL): _P.CANCELLED,
    (_P.CONFIRMED, _PE.CANCEL): _P.CANCELLED,
    (_P.ASSIGNED, _PE.CANCEL): _P.CANCELLED,
    (_P.FAILED, _PE.CANCEL): _P.CANCELLED,
    (_P.SCHEDULED, _PE.EXPIRE): _P.EXPIRED,
    (_P.CONFIRMED, _PE.EXPIRE): _P.EXPIRED,
    (_P.FAILED, _PE.EXPIRE): _P.EXPIRED,
}
# Before a courier has gone for it: it holds a place in its window.
WAITING_PICKUPS = frozenset({_P.SCHEDULED, _P.CONFIRMED, _P.ASSIGNED})
OPEN_PICKUPS = WAITING_PICKUPS | {_P.EN_ROUTE, _P.ARRIVED, _P.FAILED}


class StopStatus(StrEnum):
    """`OPEN`: to be done by whoever. `PLANNED`: on a run."""

    OPEN = "open"
    PLANNED = "planned"
    EN_ROUTE = "en_route"
    ARRIVED = "arrived"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class StopEvent(StrEnum):
    PLAN = "plan"
    UNPLAN = "unplan"
    DEPART = "depart"
    ARRIVE = "arrive"
    COMPLETE = "complete"
    FAIL = "fail"
    CANCEL = "cancel"


_S, _SE = StopStatus, StopEvent
STOP_TRANSITIONS: dict[tuple[StopStatus, StopEvent], StopStatus] = {
    (_S.OPEN, _SE.PLAN): _S.PLANNED,
    (_S.PLANNED, _SE.PLAN): _S.PLANNED,
    (_S.PLANNED, _SE.UNPLAN): _S.OPEN,
    (_S.EN_ROUTE, _SE.UNPLAN): _S.OPEN,
    (_S.PLANNED, _SE.DEPART): _S.EN_ROUTE,
    (_S.PLANNED, _SE.ARRIVE): _S.ARRIVED,
    (_S.EN_ROUTE, _SE.ARRIVE): _S.ARRIVED,
    (_S.ARRIVED, _SE.COMPLETE): _S.DONE,
    (_S.PLANNED, _SE.FAIL): _S.FAILED,
    (_S.EN_ROUTE, _SE.FAIL): _S.FAILED,
    (_S.ARRIVED, _SE.FAIL): _S.FAILED,
    (_S.OPEN, _SE.CANCEL): _S.CANCELLED,
    (_S.PLANNED, _SE.CANCEL): _S.CANCELLED,
    (_S.EN_ROUTE, _SE.CANCEL): _S.CANCELLED,
}
VISITED_STOPS = frozenset({_S.DONE, _S.FAILED})
MOVABLE_STOPS = frozenset({_S.OPEN, _S.PLANNED})


class RunStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    STARTED = "started"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class RunEvent(StrEnum):
    PUBLISH = "publish"
    START = "start"
    COMPLETE = "complete"
    CANCEL = "cancel"


_R, _RE = RunStatus, RunEvent
RUN_TRANSITIONS: dict[tuple[RunStatus, RunEvent], RunStatus] = {
    (_R.DRAFT, _RE.PUBLISH): _R.PUBLISHED,
    (_R.PUBLISHED, _RE.PUBLISH): _R.PUBLISHED,
    (_R.STARTED, _RE.PUBLISH): _R.STARTED,
    (_R.PUBLISHED, _RE.START): _R.STARTED,
    (_R.STARTED, _RE.COMPLETE): _R.COMPLETED,
    (_R.DRAFT, _RE.CANCEL): _R.CANCELLED,
    (_R.PUBLISHED, _RE.CANCEL): _R.CANCELLED,
}
LIVE_RUNS = frozenset({_R.DRAFT, _R.PUBLISHED, _R.STARTED})


class DeskStatus(StrEnum):
    """A guide's pieces at a point. `WAITING`: for the recipient or for the courier.
    `CANCELLED`: expected no more, or gone from there otherwise."""

    EXPECTED = "expected"
    WAITING = "waiting"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class DeskEvent(StrEnum):
    RECEIVE = "receive"
    HAND_OVER = "hand_over"
    RETURN = "return"
    CANCEL = "cancel"


_D, _DE = DeskStatus, DeskEvent
DESK_TRANSITIONS: dict[tuple[DeskStatus, DeskEvent], DeskStatus] = {
    (_D.EXPECTED, _DE.RECEIVE): _D.WAITING,
    (_D.WAITING, _DE.RECEIVE): _D.WAITING,
    (_D.WAITING, _DE.HAND_OVER): _D.HANDED_OVER,
    (_D.WAITING, _DE.RETURN): _D.RETURNED,
    (_D.EXPECTED, _DE.CANCEL): _D.CANCELLED,
    (_D.WAITING, _DE.CANCEL): _D.CANCELLED,
}


class JobStatus(StrEnum):
    """`PROPOSED`: a plan is there to be looked at. `COMMITTED`: it is in force."""

    QUEUED = "queued"
    RUNNING = "running"
    PROPOSED = "proposed"
    COMMITTED = "committed"
    DISCARDED = "discarded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobEvent(StrEnum):
    START = "start"
    PROPOSE = "propose"
    COMMIT = "commit"
    DISCARD = "discard"
    FAIL = "fail"
    CANCEL = "cancel"


_J, _JE = JobStatus, JobEvent
JOB_TRANSITIONS: dict[tuple[JobStatus, JobEvent], JobStatus] = {
    (_J.QUEUED, _JE.START): _J.RUNNING,
    (_J.RUNNING, _JE.START): _J.RUNNING,
    (_J.RUNNING, _JE.PROPOSE): _J.PROPOSED,
    (_J.PROPOSED, _JE.COMMIT): _J.COMMITTED,
    (_J.FAILED, _JE.COMMIT): _J.COMMITTED,
    (_J.PROPOSED, _JE.DISCARD): _J.DISCARDED,
    (_J.FAILED, _JE.DISCARD): _J.DISCARDED,
    (_J.QUEUED, _JE.FAIL): _J.FAILED,
    (_J.RUNNING, _JE.FAIL): _J.FAILED,
    (_J.QUEUED, _JE.CANCEL): _J.CANCELLED,
    (_J.RUNNING, _JE.CANCEL): _J.CANCELLED,
}


def after(table: dict[tuple[S, E], S], status: S, event: E) -> S | None:
    """The state that an event leads to; None when the table does not allow it."""
    return table.get((status, event))
