"""The days on which merchants are paid, over Colombian holidays."""

from datetime import date, datetime

import pytest

from apps.orders.domain.money.calendar import Calendar, is_payday, next_payday, payday_at
from quenty.kernel.clock import BOGOTA

TUESDAY = datetime(2026, 12, 1, 10, 30, tzinfo=BOGOTA)


@pytest.mark.parametrize(
    ("day", "pays"),
    [
        (date(2026, 11, 3), True),  # a Tuesday
        (date(2026, 11, 4), False),
        (date(2026, 12, 8), False),  # a Tuesday, the Immaculate Conception
        (date(2026, 12, 9), True),  # the Wednesday after it
        (date(2026, 12, 25), False),  # a Friday, Christmas
        (date(2026, 12, 28), True),  # the Monday after it
    ],
)
def test_holidays_are_paid_on_the_next_business_day(day, pays) -> None:
    assert is_payday(day, Calendar()) is pays


def test_a_day_begins_at_its_hour() -> None:
    assert payday_at(TUESDAY.replace(hour=9), Calendar()) is None
    assert payday_at(TUESDAY, Calendar()) == date(2026, 12, 1)
    assert next_payday(TUESDAY.replace(hour=9), Calendar()) == date(2026, 12, 1)
    assert next_payday(TUESDAY, Calendar()) == date(2026, 12, 4)
