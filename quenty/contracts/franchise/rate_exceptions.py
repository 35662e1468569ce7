"""Exceptions of a rate sheet: who, where and when pays less than its brackets say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RateException:
    """`percent` off the carriage lines (base, extra kg, fuel, remote area) of guides that
    fit all of: the merchant (None: any), the zone ("": any), the merchant's guides of the
    month so far (`from_guides` of them until before `up_to_guides`; None: no end),
    and the day (from `valid_from` until before `valid_to`)."""

    percent: Decimal
    valid_from: date
    valid_to: date | None = None
    merchant_id: UUID | None = None
    zone: str = ""
    from_guides: int = 0
    up_to_guides: int | None = None

    def fits(self, *, merchant_id: UUID, zone: str, guides: int, day: date) -> bool:
        return (
            self.merchant_id in (None, merchant_id)
            and self.zone in ("", zone)
            and self.from_guides <= guides
            and (self.up_to_guides is None or guides < self.up_to_guides)
            and self.valid_from <= day
            and (self.valid_to is None or day < self.valid_to)
        )


def exception_for(
    exceptions: Iterable[RateException],
    *,
    merchant_id: UUID,
    zone: str,
    guides: int,
    day: date,
) -> RateException | None:
    """The one that applies: a merchant's before anybody's, then a zone's before any zone's.
    A published sheet has at most one answer. `guides`: the merchant's of the month so far."""
    fitting = [
        row
        for row in exceptions
        if row.fits(merchant_id=merchant_id, zone=zone, guides=guides, day=day)
    ]
    return max(fitting, key=lambda row: (row.merchant_id is not None, row.zone != ""), default=None)
