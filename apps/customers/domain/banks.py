"""Banks, account numbers and the life of what is paid out to them. No I/O.

Codes of the participants of ACH Colombia, as its member banks' payment files take them.
"""

from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from quenty.contracts.customers.payout_errors import BankError, BankPayoutError
from quenty.kernel.money import COP, Money, Rate

BANKS = {
    "1001": "Banco de Bogotá",
    "1002": "Banco Popular",
    "1006": "Itaú",
    "1007": "Bancolombia",
    "1009": "Citibank",
    "1012": "GNB Sudameris",
    "1013": "BBVA Colombia",
    "1019": "Scotiabank Colpatria",
    "1023": "Banco de Occidente",
    "1032": "Banco Caja Social",
    "1040": "Banco Agrario",
    "1051": "Davivienda",
    "1052": "AV Villas",
    "1060": "Banco Pichincha",
    "1062": "Banco Falabella",
    "1066": "Coopcentral",
    "1151": "RappiPay",
    "1507": "Nequi",
    "1551": "Daviplata",
}
# Accounts that are a mobile phone's number.
_PHONES = frozenset({"1507", "1551"})
KINDS = ("savings", "checking", "deposit")
# A thief who changes the account waits while its owner is told.
COOLING = timedelta(hours=72)
FOUR_EYES_ABOVE = Money(10_000_000, COP)


def check_account(bank: str, kind: str, number: str) -> str:
    """The number without spaces and dashes. Raises customers.bank.unknown,
    customers.bank.number_invalid."""
    if bank not in BANKS:
        raise BankError.UNKNOWN(field="bank", bank=bank)
    plain = number.replace(" ", "").replace("-", "")
    digits = plain.isascii() and plain.isdecimal()
    if bank in _PHONES:
        good = digits and len(plain) == 10 and plain[0] == "3" and kind == "deposit"
    else:
        good = digits and 6 <= len(plain) <= 17 and kind != "deposit"
    if not good:
        raise BankError.NUMBER_INVALID(field="number")
    return plain


class Status(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    SENT = "sent"
    FAILED = "failed"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class Action(StrEnum):
    APPROVE = "approve"
    SEND = "send"
    FAIL = "fail"
    RETURN = "return"
    CANCEL = "cancel"


TRANSITIONS = {
    (Status.WAITING, Action.APPROVE): Status.READY,
    (Status.WAITING, Action.CANCEL): Status.CANCELLED,
    (Status.READY, Action.CANCEL): Status.CANCELLED,
    (Status.READY, Action.SEND): Status.SENT,
    (Status.SENT, Action.FAIL): Status.FAILED,
    (Status.SENT, Action.RETURN): Status.RETURNED,
}
UNDER_WAY = (Status.WAITING, Status.READY)
CAME_BACK = (Status.FAILED, Status.RETURNED)


def next_status(status: str, action: Action) -> Status:
    """Raises customers.payout.transition."""
    to = TRANSITIONS.get((Status(status), action))
    if to is None:
        raise BankPayoutError.TRANSITION(status=status, action=action.value)
    return to


def gmf_on(amount: Money, per_mille: Decimal) -> Money:
    """The gravamen a los movimientos financieros (Estatuto Tributario, art. 871 and 872) on
    what leaves our account, to the peso."""
    return (amount * Rate(per_mille / 1000)).half_up()


def most_of(whole: Money, per_mille: Decimal) -> Money:
    """The largest whole amount that leaves `whole` with its gravamen."""
    amount = Money(whole.amount // (1 + per_mille / 1000), COP)
    step = Money(1, COP)
    while amount + step + gmf_on(amount + step, per_mille) <= whole:
        amount = amount + step
    while amount > Money.zero() and amount + gmf_on(amount, per_mille) > whole:
        amount = amount - step
    return amount
