"""How much of a collected parcel's freight goes back, by what was the matter.

No law gives these shares: they are our terms of service, dated rows that administrators publish.
What a law does give (a loss, a damage, a delay) is claimed.
"""

from enum import StrEnum


class RefundCause(StrEnum):
    """`MERCHANT`: it wished the parcel stopped or back. `RECIPIENT`: it was absent, refused, or is
    elsewhere. `OTHER`: no rule holds, somebody decides."""

    OPERATOR = "operator_fault"
    PLATFORM = "platform_fault"
    FORCE_MAJEURE = "force_majeure"
    MERCHANT = "merchant_wish"
    RECIPIENT = "recipient"
    OTHER = "other"


# What it was charged to get its parcel back is not its own doing either, and goes back alike.
BOTH_WAYS = frozenset({RefundCause.OPERATOR, RefundCause.PLATFORM, RefundCause.FORCE_MAJEURE})


def proposed(rule: int | None, given: int, room: int = 100) -> int | None:
    """Percent that is still to go back by a rule, of which `given` went back before and no more
    than `room` may; None where there is no rule."""
    return None if rule is None else max(0, min(rule - given, room))
