"""The life of a settlement."""

from quenty.contracts.franchise.commission_errors import SettlementError

CALCULATED, APPROVED, PAID, REOPENED, DISCARDED = STATUSES = (
    "calculated",
    "approved",
    "paid",
    "reopened",
    "discarded",
)
APPROVE, PAY, RETURN, DISCARD = ACTIONS = ("approve", "pay", "return", "discard")

# Reopened: the bank gave the payment back; it is paid again once its cause is mended.
TRANSITIONS = {
    (CALCULATED, APPROVE): APPROVED,
    (CALCULATED, DISCARD): DISCARDED,
    (APPROVED, PAY): PAID,
    (PAID, RETURN): REOPENED,
    (REOPENED, PAY): PAID,
}


def next_status(status: str, action: str) -> str:
    """The status after `action`. Raises franchise.settlement.transition."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise SettlementError.TRANSITION(status=status, action=action) from None
