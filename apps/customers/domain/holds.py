"""A hold ends once: captured, released or expired."""

from datetime import datetime
from enum import StrEnum

from quenty.contracts.customers.errors import CustomerError


class Status(StrEnum):
    OPEN = "open"
    CAPTURED = "captured"
    RELEASED = "released"
    EXPIRED = "expired"


class Action(StrEnum):
    CAPTURE = "capture"
    RELEASE = "release"
    EXPIRE = "expire"


TRANSITIONS = {
    (Status.OPEN, Action.CAPTURE): Status.CAPTURED,
    (Status.OPEN, Action.RELEASE): Status.RELEASED,
    (Status.OPEN, Action.EXPIRE): Status.EXPIRED,
}


def next_status(status: str, action: Action, *, expires_at: datetime, now: datetime) -> Status:
    """Raises customers.hold_not_open.

    A hold past its time can't be captured, whether or not the sweeper has been by; giving
    the money back early or late is the same to its owner.
    """
    if action is Action.CAPTURE and status == Status.OPEN and now >= expires_at:
        raise CustomerError.HOLD_NOT_OPEN(status=Status.EXPIRED.value)
    to = TRANSITIONS.get((Status(status), action))
    if to is None:
        raise CustomerError.HOLD_NOT_OPEN(status=status)
    return to
