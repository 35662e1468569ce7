"""The life of a difference between what an operator bills and what we owe."""

from quenty.contracts.franchise.dispute_errors import DisputeError
from quenty.kernel.money import Money

OPENED, CLAIMED, ACCEPTED, CREDITED, RESOLVED = STATUSES = (
    "open",
    "claimed",
    "accepted",
    "credited",
    "resolved",
)
CLAIM, ACCEPT, CREDIT, RESOLVE = ACTIONS = ("claim", "accept", "credit", "resolve")
# Not ended: nothing is agreed.
OPEN = (OPENED, CLAIMED)

TRANSITIONS = {
    (OPENED, CLAIM): CLAIMED,
    (OPENED, ACCEPT): ACCEPTED,
    (CLAIMED, ACCEPT): ACCEPTED,
    (CLAIMED, CREDIT): CREDITED,
    (CLAIMED, RESOLVE): RESOLVED,
}


def next_status(status: str, action: str) -> str:
    """The status after `action`. Raises franchise.dispute.transition."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise DisputeError.TRANSITION(status=status, action=action) from None


def undisputed(billed: Money, expected: Money) -> Money:
    """What is paid of a line while nothing else is agreed: never more than is billed."""
    return min(billed, expected)


def agreed_amount(action: str, *, billed: Money, expected: Money, said: Money | None) -> Money:
    """What a dispute's end says to pay: all of it, what we owe, or what was `said`, which lies
    between the two and is said for nothing else. Raises franchise.dispute.amount."""
    low, high = sorted((billed, expected))
    fits = said is not None and low <= said <= high if action == RESOLVE else said is None
    if not fits:
        raise DisputeError.AMOUNT(field="amount", low=str(low), high=str(high))
    if action == ACCEPT:
        return billed
    return undisputed(billed, expected) if said is None else said
