"""Top-ups: states and bounds. A payment that the provider confirms late still counts."""

from enum import StrEnum

from quenty.kernel.money import COP, Money

MINIMUM = Money(1_000, COP)
MAXIMUM = Money(50_000_000, COP)


class Status(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    EXPIRED = "expired"
    REVERSED = "reversed"


class Action(StrEnum):
    CONFIRM = "confirm"
    FAIL = "fail"
    EXPIRE = "expire"
    REVERSE = "reverse"


# Money that arrived is credited whenever it is told of; what is confirmed stays so.
TRANSITIONS = {
    (Status.PENDING, Action.CONFIRM): Status.CONFIRMED,
    (Status.PENDING, Action.FAIL): Status.FAILED,
    (Status.PENDING, Action.EXPIRE): Status.EXPIRED,
    (Status.FAILED, Action.CONFIRM): Status.CONFIRMED,
    (Status.EXPIRED, Action.CONFIRM): Status.CONFIRMED,
    (Status.CONFIRMED, Action.REVERSE): Status.REVERSED,
}


def next_status(status: str, action: Action) -> Status | None:
    """None where the news changes nothing: a callback told twice, or too late to matter."""
    return TRANSITIONS.get((Status(status), action))
