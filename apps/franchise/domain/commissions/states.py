"""The life of a commission row."""

from quenty.contracts.franchise.commission_errors import CommissionError
from quenty.kernel.money import Money

PENDING, CALCULATED, APPROVED, SETTLED, PAID, BLOCKED, REVERSED = STATUSES = (
    "pending",
    "calculated",
    "approved",
    "settled",
    "paid",
    "blocked",
    "reversed",
)
CALCULATE, APPROVE, SETTLE, PAY, BLOCK, UNBLOCK, REVERSE, RELEASE, REOPEN = ACTIONS = (
    "calculate",
    "approve",
    "settle",
    "pay",
    "block",
    "unblock",
    "reverse",
    "release",
    "reopen",
)

# A row that is approved or further is taken back by a negative row, never by its status.
TRANSITIONS = {
    (PENDING, CALCULATE): CALCULATED,
    (PENDING, BLOCK): BLOCKED,
    (PENDING, REVERSE): REVERSED,
    (CALCULATED, APPROVE): APPROVED,
    (CALCULATED, RELEASE): PENDING,
    (APPROVED, SETTLE): SETTLED,
    (SETTLED, PAY): PAID,
    (BLOCKED, UNBLOCK): PENDING,
    (BLOCKED, REVERSE): REVERSED,
    (PAID, REOPEN): SETTLED,
}


def waits_for_debt(amount: Money) -> bool:
    """Of a row of a merchant in debt; what is taken back does not wait."""
    return amount >= Money.zero()


def next_status(status: str, action: str) -> str:
    """The status after `action`. Raises franchise.commission.transition."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise CommissionError.TRANSITION(status=status, action=action) from None
