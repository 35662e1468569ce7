"""The life of a logistics operator, and the tax number that identifies it."""

from stdnum.co import nit as stdnum_nit
from stdnum.exceptions import ValidationError

from quenty.contracts.franchise.errors import FranchiseError

DRAFT, ACTIVE, SUSPENDED = STATUSES = ("draft", "active", "suspended")
ACTIVATE, SUSPEND = ACTIONS = ("activate", "suspend")

TRANSITIONS = {
    (DRAFT, ACTIVATE): ACTIVE,
    (ACTIVE, SUSPEND): SUSPENDED,
    (SUSPENDED, ACTIVATE): ACTIVE,
}


def next_status(status: str, action: str) -> str:
    """The status after `action`. Raises franchise.operator_transition."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise FranchiseError.OPERATOR_TRANSITION(status=status, action=action) from None


def canonical_nit(text: str) -> str:
    """A company's NIT as `900123456-7`. Raises franchise.nit_invalid.

    Nine digits and the check digit of DIAN's Orden Administrativa 4 de 1989.
    """
    try:
        digits = stdnum_nit.validate(text)
    except ValidationError:
        raise FranchiseError.NIT_INVALID(field="nit", nit=text) from None
    if len(digits) != 10 or not digits.isascii():
        raise FranchiseError.NIT_INVALID(field="nit", nit=text)
    return f"{digits[:9]}-{digits[9]}"


def written(kind: str, number: str) -> str:
    """A document as papers have it: a NIT, which is kept without, with its check digit."""
    digit = f"-{stdnum_nit.calc_check_digit(number)}" if kind == "NIT" else ""
    return f"{kind} {number}{digit}"
