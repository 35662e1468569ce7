"""What an operator is told of a parcel that does not get on: its states, and when it is told."""

from datetime import timedelta

# pending: it is to be told, or was asked and did not answer; by_hand: it takes no such message,
# so that somebody tells it; superseded: a later answer, or the parcel's end, came before it.
STATES = ("pending", "told", "refused", "by_hand", "superseded")
# What somebody has to tell the operator.
FOR_PEOPLE = frozenset({"refused", "by_hand"})
# What an operator that does not answer in so long is told by hand.
LONGEST = timedelta(hours=12)
_MOST_WAIT = timedelta(minutes=30)


def wait_after(tries: int) -> timedelta:
    """Until it is told again: one minute, two, four, and so on up to half an hour."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), _MOST_WAIT)
