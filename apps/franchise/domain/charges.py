"""What a payee owes us, as an invoice: the monthly fee of a franchise, a claim, a loan."""

from datetime import date, timedelta

from quenty.contracts.franchise.charge_errors import ChargeError
from quenty.kernel.money import Money, Rate

FEE, CLAIM, LOAN = KINDS = ("fee", "claim", "loan")
OPEN, OVERDUE, PAID, CANCELLED = STATUSES = ("open", "overdue", "paid", "cancelled")
EXPIRE, SETTLE, CANCEL = ACTIONS = ("expire", "settle", "cancel")

TRANSITIONS = {
    (OPEN, EXPIRE): OVERDUE,
    (OPEN, SETTLE): PAID,
    (OVERDUE, SETTLE): PAID,
    (OPEN, CANCEL): CANCELLED,
    (OVERDUE, CANCEL): CANCELLED,
}
OWED = (OPEN, OVERDUE)
# Days that a fee may be paid in.
FEE_TERM = timedelta(days=10)


def next_status(status: str, action: str) -> str:
    """The status after `action`. Raises franchise.charge.transition."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise ChargeError.TRANSITION(status=status, action=action) from None


def fee_number(code: str, period: date) -> str:
    """One a franchise and month."""
    return f"FEE-{code}-{period:%Y%m}".upper()


def split(amount: Money, *, base: Money, iva: Money, before: Money) -> tuple[Money, Money]:
    """Base and IVA within a part of `base` + `iva`, whole pesos that add up to it. `before`:
    what other parts took, so that all parts' IVA adds up to `iva`."""
    whole = base + iva
    if not iva or not whole:
        return amount, Money.zero()

    def share(part: Money) -> Money:
        return (part * Rate(iva.amount / whole.amount)).half_up()

    tax = share(before + amount) - share(before)
    return amount - tax, tax
