"""A rate sheet: what it holds, the life of its versions, and which one applies."""

from dataclasses import dataclass
from datetime import date

from quenty.contracts.franchise.api import Bracket, Surcharge, TaxRule, ZonePair, ZoneTerms
from quenty.contracts.franchise.errors import FranchiseError
from quenty.contracts.franchise.rate_exceptions import RateException

DRAFT, PUBLISHED, SUPERSEDED = STATUSES = ("draft", "published", "superseded")
PUBLISH, SUPERSEDE = ACTIONS = ("publish", "supersede")
SIDES = ("selling", "cost")

TRANSITIONS = {
    (DRAFT, PUBLISH): PUBLISHED,
    (PUBLISHED, SUPERSEDE): SUPERSEDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """The rates themselves, without whose they are."""

    zones: tuple[ZoneTerms, ...]
    pairs: tuple[ZonePair, ...]
    brackets: tuple[Bracket, ...]
    surcharges: tuple[Surcharge, ...]
    taxes: tuple[TaxRule, ...]
    exceptions: tuple[RateException, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When a version may apply: from `starts` until before `ends` (None: open)."""

    version: int
    starts: date
    ends: date | None


def next_status(status: str, action: str) -> str:
    """The status after `action`. Raises franchise.sheet_not_draft."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise FranchiseError.SHEET_NOT_DRAFT(status=status) from None


def checked_dates(starts: date, ends: date | None) -> None:
    """Raises franchise.sheet_dates when a sheet would end before it starts."""
    if ends is not None and ends <= starts:
        raise FranchiseError.SHEET_DATES(field="valid_to")


def supersedes(new: Window, old: Window, today: date) -> bool:
    """Whether `old` can never apply again, since `new` does on every day `old` has left.

    A campaign with an end leaves the open-ended sheet beneath it alone.
    """
    if new.version <= old.version or new.starts > max(today, old.starts):
        return False
    return new.ends is None or (old.ends is not None and old.ends <= new.ends)
