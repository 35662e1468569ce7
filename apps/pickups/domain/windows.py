"""Pickup windows: which there are, until when they can be booked, what fits in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from apps.pickups.domain.business_days import at, is_holiday


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Count of pickups, grams and cubic centimetres."""

    count: int
    weight_g: int
    volume_cm3: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Windows of one weekday (Monday is 0), each `minutes` long and with `room`.

    `cutoff`: hour of the day before which a window of that day must be booked; None when
    the lead alone counts. `lead_minutes`: from booking to the window's start.
    """

    weekday: int
    opens: time
    closes: time
    minutes: int
    room: Room
    cutoff: time | None
    lead_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """`bookable_until`: the last instant at which it can still be taken."""

    starts_at: datetime
    ends_at: datetime
    bookable_until: datetime
    room: Room


def windows_of(day: date, rules: Iterable[Rule], closed: frozenset[date]) -> Iterator[Window]:
    """A day's windows in order; none on holidays and on days that are closed."""
    if is_holiday(day) or day in closed:
        return
    for rule in sorted(rules, key=lambda rule: rule.opens):
        if rule.weekday != day.weekday():
            continue
        start, end = at(day, rule.opens), at(day, rule.closes)
        step = timedelta(minutes=rule.minutes)
        while start + step <= end:
            yield Window(
                starts_at=start,
                ends_at=start + step,
                bookable_until=_bookable_until(rule, day, start),
                room=rule.room,
            )
            start += step


def _bookable_until(rule: Rule, day: date, start: datetime) -> datetime:
    by_lead = start - timedelta(minutes=rule.lead_minutes)
    return by_lead if rule.cutoff is None else min(by_lead, at(day, rule.cutoff))


def window_at(starts_at: datetime, rules: Iterable[Rule], closed: frozenset[date]) -> Window | None:
    """The window that begins at this very instant."""
    from quenty.kernel.clock import BOGOTA

    day = starts_at.astimezone(BOGOTA).date()
    return next((w for w in windows_of(day, rules, closed) if w.starts_at == starts_at), None)
