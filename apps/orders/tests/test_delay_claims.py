"""A parcel that came late: the carriage goes back, by the regime's row of that day."""

from datetime import date, timedelta

import pytest

from apps.orders.domain.money.delays import DELAY_TERMS, came_late, delay_term
from apps.orders.models import Claim, Guide
from apps.orders.tests.collecting import BASE
from apps.orders.tests.test_claims import TARIFF, claim
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["orders"])


@pytest.fixture
def late(confirmed, collecting):
    """`late(days)`: delivered that many days after the day promised."""

    def deliver(days: int, **changes):
        guide = confirmed(**changes)
        collecting.tell(guide, "delivered")
        promised = clock.today() - timedelta(days=days)
        Guide.objects.update(estimated_delivery=promised)
        return guide

    return deliver


def test_the_carriage_goes_back_and_nothing_of_the_contents(late, collecting, merchant) -> None:
    guide = late(2)

    answer = claim(merchant, guide, kind="delay", asked="80000")

    assert answer.status_code == 201, answer.json()
    row = Claim.objects.get()
    assert (row.kind, row.regime) == ("delay", "postal")
    assert (int(row.tariff.amount), int(row.value.amount)) == (TARIFF, 0)
    where = f"{BASE}/claims/{answer.json()['id']}"
    over = {"amount": str(TARIFF + 1), "reason": "tarde"}
    assert collecting.staff.post(f"{where}/pay", json=over).status_code == 422
    paid = collecting.staff.post(f"{where}/pay", json={**over, "amount": str(TARIFF)})
    assert (paid.status_code, paid.json()["status"]) == (200, "paid")


def test_no_more_goes_back_than_was_asked(late, merchant) -> None:
    answer = claim(merchant, late(1), kind="delay", asked="5000")

    assert answer.json()["most"]["amount"] == "5000.00"


def test_one_that_came_on_its_day_was_not_late(late, merchant) -> None:
    answer = claim(merchant, late(0), kind="delay")

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.claim.not_claimable")


def test_who_was_not_there_in_time_can_not_say_that_it_was_late(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed()
    Guide.objects.update(estimated_delivery=clock.today())
    collecting.tell(guide, "delivery_failed")
    with clock.at(clock.now() + timedelta(days=2)):
        collecting.tell(guide, "delivered")
        answer = claim(merchant, guide, kind="delay")

    assert answer.json()["code"] == "orders.claim.not_claimable"


def test_one_on_its_way_is_lost_and_not_late(confirmed, collecting, merchant) -> None:
    guide = confirmed()
    collecting.tell(guide, "in_transit")
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=1))

    assert claim(merchant, guide, kind="delay").json()["code"] == "orders.claim.not_claimable"


@pytest.mark.parametrize(("after", "status"), [(10, 201), (11, 422)])
def test_the_postal_term_is_ten_days_from_delivery(late, merchant, after, status) -> None:
    guide = late(2)

    with clock.at(clock.now() + timedelta(days=after)):
        assert claim(merchant, guide, kind="delay").status_code == status


def test_cargo_has_two_years(late, merchant) -> None:
    guide = late(2, pieces=[{"weight_kg": "9", "length_cm": "20", "width_cm": "10",
                             "height_cm": "10"}])  # fmt: skip

    with clock.at(clock.now() + timedelta(days=700)):
        answer = claim(merchant, guide, kind="delay")

    assert (answer.status_code, answer.json()["regime"]) == (201, "cargo")


@pytest.mark.parametrize("regime", ["postal", "cargo"])
def test_a_row_is_of_its_day(regime) -> None:
    assert delay_term(regime, date(2012, 4, 11)) is None
    assert delay_term(regime, date(2026, 1, 1)) in DELAY_TERMS


@pytest.mark.parametrize(
    ("expected", "tried", "late"),
    [
        (date(2026, 3, 5), date(2026, 3, 6), True),
        (date(2026, 3, 5), date(2026, 3, 5), False),
        (None, date(2026, 3, 5), False),
        (date(2026, 3, 5), None, False),
    ],
)
def test_late_is_after_the_day_promised(expected, tried, late) -> None:
    assert came_late(expected, tried) is late
