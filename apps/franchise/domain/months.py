"""Months as settlements and fees count them."""

from datetime import date


def month_end(period: date) -> date:
    """The first day after the month that begins on `period`."""
    later = period.month == 12
    return date(period.year + later, 1 if later else period.month + 1, 1)
