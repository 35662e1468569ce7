"""Money collected at the door: its states and what moves it."""

from enum import StrEnum


class CodStatus(StrEnum):
    """`SHORT`: less than expected was collected, and who bears it is not settled. `REMITTED`:
    we have it. `PAID_OUT`: the merchant has it. `FAILED`: nothing will be collected."""

    EXPECTED = "expected"
    COLLECTED = "collected"
    SHORT = "short"
    FAILED = "failed"
    REMITTED = "remitted"
    PAID_OUT = "paid_out"


class CodEvent(StrEnum):
    """`SETTLE`: what was in doubt is decided. `UNDO`: the guide's end was corrected."""

    COLLECT = "collect"
    COLLECT_SHORT = "collect_short"
    FAIL = "fail"
    SETTLE = "settle"
    REMIT = "remit"
    PAY = "pay"
    UNDO = "undo"


S, E = CodStatus, CodEvent
TRANSITIONS: dict[tuple[CodStatus, CodEvent], CodStatus] = {
    (S.EXPECTED, E.COLLECT): S.COLLECTED,
    (S.EXPECTED, E.COLLECT_SHORT): S.SHORT,
    (S.EXPECTED, E.FAIL): S.FAILED,
    (S.SHORT, E.SETTLE): S.COLLECTED,
    (S.COLLECTED, E.SETTLE): S.COLLECTED,
    # Paid to us is not paid for good while it is disputed: less or more may turn out.
    (S.REMITTED, E.SETTLE): S.COLLECTED,
    (S.PAID_OUT, E.SETTLE): S.COLLECTED,
    (S.COLLECTED, E.REMIT): S.REMITTED,
    (S.REMITTED, E.PAY): S.PAID_OUT,
    **{(status, E.UNDO): S.EXPECTED for status in S if status is not S.EXPECTED},
}
# A payout may hold what is in these states.
PAYABLE = frozenset({S.REMITTED, S.FAILED, S.PAID_OUT})
# Somebody may say that another amount was collected; of one paid out too, before it is decided.
DISPUTABLE = frozenset({S.COLLECTED, S.SHORT, S.REMITTED, S.PAID_OUT})
# Some of it was told as collected, whoever has it now.
TOOK = DISPUTABLE
# The operator or the courier has it, or should have.
OUT = frozenset({S.COLLECTED, S.SHORT})


class Holder(StrEnum):
    """Who has the cash beside an operator (which is named by its id)."""

    FIELD = "field"
    BANK = "bank"
