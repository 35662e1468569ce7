"""A merchant's states and sizes."""

from enum import StrEnum

from quenty.contracts.customers.errors import CustomerError


class Status(StrEnum):
    PROSPECT = "prospect"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    ERASED = "erased"


class Action(StrEnum):
    ACTIVATE = "activate"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    CLOSE = "close"
    ERASE = "erase"


class Size(StrEnum):
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


TRANSITIONS = {
    (Status.PROSPECT, Action.ACTIVATE): Status.ACTIVE,
    (Status.PROSPECT, Action.CLOSE): Status.CLOSED,
    (Status.ACTIVE, Action.SUSPEND): Status.SUSPENDED,
    (Status.ACTIVE, Action.CLOSE): Status.CLOSED,
    (Status.SUSPENDED, Action.REINSTATE): Status.ACTIVE,
    (Status.SUSPENDED, Action.CLOSE): Status.CLOSED,
    (Status.CLOSED, Action.ERASE): Status.ERASED,
}


def next_status(status: str, action: Action) -> Status:
    """Raises customers.transition_refused."""
    to = TRANSITIONS.get((Status(status), action))
    if to is None:
        raise CustomerError.TRANSITION_REFUSED(status=status, action=action.value)
    return to
