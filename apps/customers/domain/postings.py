"""A posting before it is written: lines that sum to zero in each currency."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from apps.customers.domain.accounts import AccountKey
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.money import COP, Currency, Money


class Kind(StrEnum):
    TOP_UP = "top_up"
    HOLD = "hold"
    CAPTURE = "capture"
    RELEASE = "release"
    EXPIRY = "expiry"
    REFUND = "refund"
    REVERSAL = "reversal"
    SETTLEMENT = "settlement"
    COD = "cod"
    ADJUSTMENT = "adjustment"
    CLAIM = "claim"
    PAYOUT = "payout"
    INVOICE = "invoice"
    PAYMENT = "payment"
    NOTE = "note"
    WITHDRAWAL = "withdrawal"


# A hold's own postings end with the hold, and a refund is answered for by the hold's row:
# undoing the entries alone would leave that row telling something else.
REVERSIBLE = frozenset({Kind.TOP_UP})


@dataclass(frozen=True, slots=True)
class Line:
    """`amount`: signed; a credit is positive."""

    account: AccountKey
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`reference_id`: what it is about, in its own context (an order, a top-up).
    `reverses`: the posting it takes back."""

    kind: Kind
    lines: tuple[Line, ...]
    description: str
    purpose: str
    reference_id: UUID | None = None
    reverses: UUID | None = None


def draft(
    kind: Kind,
    moves: Iterable[tuple[AccountKey, Money]],
    *,
    description: str,
    purpose: str,
    reference_id: UUID | None = None,
    reverses: UUID | None = None,
) -> Draft:
    """Merge moves on one account into one line, drop zeros, and check the whole.

    Raises customers.amount_not_whole (finer than what may be posted) and
    customers.posting_unbalanced (a currency doesn't sum to zero, or nothing moves).
    """
    merged: dict[tuple[AccountKey, Currency], Money] = {}
    sums: dict[Currency, int] = defaultdict(int)
    for account, amount in moves:
        if not amount.is_whole():
            raise CustomerError.AMOUNT_NOT_WHOLE(amount=str(amount))
        key = (account, amount.currency)
        merged[key] = merged[key] + amount if key in merged else amount
        sums[amount.currency] += amount.units
    lines = tuple(Line(account, amount) for (account, _), amount in merged.items() if amount)
    if any(sums.values()) or not lines:
        raise CustomerError.POSTING_UNBALANCED()
    return Draft(
        kind=kind,
        lines=lines,
        description=description,
        purpose=purpose,
        reference_id=reference_id,
        reverses=reverses,
    )


def share_out(lines: list[int], part: int) -> list[int]:
    """`part` of sum(lines) split in the proportion of `lines`, in whole steps.

    Negative lines (discounts) keep their sign. Odd steps go to the largest remainders, ties
    to the earlier. The whole is shared out as exactly `lines`, and differences between
    growing parts therefore end there too.
    """
    whole = sum(lines)
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError("a part lies between zero and the whole")
    shares = [line * part // whole for line in lines]
    rest = [line * part % whole for line in lines]
    order = sorted(range(len(lines)), key=lambda i: (-rest[i], i))
    for i in order[: part - sum(shares)]:
        shares[i] += 1
    return shares


def steps_of(amount: Money) -> int:
    """The amount in the currency's charged steps (whole pesos for COP)."""
    return int(amount.amount / amount.currency.step)


def from_steps(steps: int, currency: Currency = COP) -> Money:
    return Money(steps * currency.step, currency)


def fingerprint(operation: str, body: Mapping[str, Any]) -> str:
    """What tells a repeat from another request under the same key."""
    text = json.dumps([operation, body], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
