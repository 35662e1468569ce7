"""Claims on a payout: what each takes, in order of rank."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from quenty.kernel.money import Money, Rate


class Status(StrEnum):
    OPEN = "open"
    SATISFIED = "satisfied"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Claim:
    """`share`: percent of the payout. `floor`: what is left to the payee at least. `left`:
    still to be taken."""

    id: UUID
    share: Decimal
    floor: Money
    left: Money


def taken(payout: Money, claims: Iterable[Claim]) -> list[tuple[UUID, Money]]:
    """What each claim takes of a payout (positive, whole pesos), in the order given.

    A share is of the whole payout, rounded down; a later claim finds what earlier ones left,
    and none takes what would leave the payee below its own floor.
    """
    result, rest, none = [], payout, Money.zero(payout.currency)
    for claim in claims:
        share = (payout * Rate.percent(claim.share)).down()
        amount = max(none, min(share, claim.left, rest - claim.floor))
        # A floor may be finer than what is paid.
        amount = (amount * Rate(1)).down()
        if amount:
            result.append((claim.id, amount))
            rest = rest - amount
    return result
