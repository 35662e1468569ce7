"""Guide numbers and delivery days."""

import re
from datetime import date, datetime, time

import pytest

from apps.orders.domain.numbers import check_digit, guide_number, is_guide_number
from apps.orders.domain.pricing.calendar import add_business_days, estimated_delivery, leaves_on
from quenty.kernel.clock import BOGOTA


@pytest.mark.parametrize(
    ("serial", "digit"),
    # Sums 200, 8, 0 (11 becomes 5) and 12 (10 becomes 0).
    [("47312482", 9), ("10000000", 3), ("00000000", 5), ("00300000", 0)],
)
def test_check_digit_by_the_s10_rule(serial, digit) -> None:
    assert check_digit(serial) == digit


@pytest.mark.parametrize("serial", ["1234567", "123456789", "1234567a", "٤٧٣١٢٤٨٢"])
def test_refuses_a_serial_that_is_none(serial) -> None:
    with pytest.raises(ValueError, match="eight digits"):
        check_digit(serial)


@pytest.mark.parametrize("livemode", [True, False])
def test_a_number_has_not_the_look_of_a_postal_one(livemode) -> None:
    number = guide_number(47312482, livemode=livemode)

    assert is_guide_number(number)
    assert not re.fullmatch(r"[A-Z]{2}\d{9}[A-Z]{2}", number)


def test_one_wrong_digit_is_seen() -> None:
    number = guide_number(47312482, livemode=True)

    wrong = [
        f"{number[:i]}{digit}{number[i + 1 :]}"
        for i in range(3, len(number))
        for digit in "0123456789"
        if digit != number[i]
    ]
    # The rule maps two remainders on one digit (10 on 0, 11 on 5), so a few pass.
    assert sum(map(is_guide_number, wrong)) <= 2


@pytest.mark.parametrize("serial", [9_999_999, 100_000_000])
def test_refuses_a_serial_outside_the_series(serial) -> None:
    with pytest.raises(ValueError, match="series"):
        guide_number(serial, livemode=True)


@pytest.mark.parametrize(
    ("day", "count", "lands"),
    [
        # Monday 23 March 2026 is San José's, moved by Ley 51 of 1983; Holy Thursday and
        # Good Friday are 2 and 3 April; 1 May is a Friday.
        (date(2026, 3, 20), 1, date(2026, 3, 24)),
        (date(2026, 4, 1), 1, date(2026, 4, 6)),
        (date(2026, 4, 30), 1, date(2026, 5, 4)),
        (date(2026, 3, 21), 0, date(2026, 3, 24)),
        (date(2026, 12, 31), 2, date(2027, 1, 5)),
    ],
)
def test_business_days_skip_weekends_and_holidays(day, count, lands) -> None:
    assert add_business_days(day, count) == lands


@pytest.mark.parametrize(
    ("hour", "leaves"), [(9, date(2026, 3, 3)), (16, date(2026, 3, 3)), (17, date(2026, 3, 4))]
)
def test_after_the_cut_off_it_leaves_the_next_business_day(hour, leaves) -> None:
    ready = datetime(2026, 3, 3, hour, tzinfo=BOGOTA)

    assert leaves_on(ready, time(16)) == leaves
    assert estimated_delivery(ready, time(16), 1) == add_business_days(leaves, 1)


def test_on_a_sunday_it_leaves_on_monday_whatever_the_hour() -> None:
    assert leaves_on(datetime(2026, 3, 1, 23, tzinfo=BOGOTA), time(16)) == date(2026, 3, 2)
