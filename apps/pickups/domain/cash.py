"""A cash close: what should be there, what is, and what the difference asks for."""

from dataclasses import dataclass

from quenty.kernel.money import COP, Money, total

# A courier with more than this in cash gets no further COD before a deposit.
USUAL_LIMIT = Money(2_000_000, COP)


@dataclass(frozen=True, slots=True)
class Count:
    """`difference` = counted - expected: negative when money is missing."""

    expected: Money
    counted: Money

    @property
    def difference(self) -> Money:
        return self.counted - self.expected


def count(entries: list[Money], counted: Money) -> Count:
    """Cash taken in less what was deposited on the way, against the count."""
    return Count(expected=total(entries), counted=counted)


def fits_limit(*, held: Money, more: Money, limit: Money) -> bool:
    return held + more <= limit
