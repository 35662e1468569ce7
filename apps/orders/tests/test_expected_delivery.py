"""The day a parcel is expected moves with what was answered; the promise stays."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from apps.orders.models import Guide
from apps.orders.services.incidents.sweep import expire_incidents
from apps.orders.tests.test_incidents import answer, report
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA

pytestmark = pytest.mark.django_db(databases=["orders"])
TRACKING = "/api/v1/orders/tracking"
# A Wednesday; Monday the 12th is no holiday, Saturday and Sunday are no business days.
WEDNESDAY = datetime(2026, 10, 7, 12, tzinfo=BOGOTA)
PROMISED = date(2026, 10, 7)


@pytest.fixture
def staff(api: Any) -> Any:
    return api.as_role("support")


@pytest.fixture
def guide(confirmed: Any) -> Any:
    """Promised for the Wednesday on which it is looked at."""
    with clock.at(WEDNESDAY - timedelta(days=3)):
        guide = dict(confirmed())
    Guide.objects.update(estimated_delivery=PROMISED)
    with clock.at(WEDNESDAY):
        yield guide


def expected(api: Any, guide: dict[str, Any]) -> str | None:
    told = api.anonymous().get(f"{TRACKING}/{guide['number']}").json()
    assert told["promised_delivery"] == PROMISED.isoformat()
    day: str | None = told["estimated_delivery"]
    return day


def test_without_a_setback_it_is_what_was_promised(guide, api) -> None:
    assert expected(api, guide) == "2026-10-07"


def test_a_new_date_is_the_day_asked_for_on_page_and_api(guide, api, staff, merchant) -> None:
    incident = report(staff, guide, "recipient_refused").json()
    assert expected(api, guide) is None

    answer(merchant, incident, action="new_date", retry_on="2026-10-15")

    assert expected(api, guide) == "2026-10-15"
    page = api.anonymous().get(f"/track/{guide['number']}?lang=es").content.decode()
    assert "15 oct 2026" in page
    assert Guide.objects.get().estimated_delivery == PROMISED


def test_a_day_of_rest_is_the_next_business_day(guide, api, staff, merchant) -> None:
    incident = report(staff, guide, "recipient_absent").json()

    answer(merchant, incident, action="new_date", retry_on="2026-10-10")

    assert expected(api, guide) == "2026-10-13"  # Saturday; Monday the 12th is a holiday


@pytest.mark.parametrize(
    ("reason", "day"),
    [
        ("recipient_absent", "2026-10-08"),
        ("no_access", "2026-10-08"),
        ("weather", "2026-10-08"),
        ("address_wrong", None),
        ("other", None),
        ("theft", None),
    ],
)
def test_unanswered_it_is_the_next_day_where_it_is_tried_unasked(
    reason, day, guide, api, staff
) -> None:
    report(staff, guide, reason)

    assert expected(api, guide) == day


@pytest.mark.parametrize(
    ("action", "day"),
    [("retry", "2026-10-08"), ("new_address", "2026-10-08"), ("office", None), ("return", None)],
)
def test_an_answer_without_a_day_is_as_soon_as_can_be_or_never(
    action, day, guide, api, staff, merchant
) -> None:
    incident = report(staff, guide, "address_wrong").json()

    assert answer(merchant, incident, action=action, address="Calle 9 # 8-7").status_code == 200

    assert expected(api, guide) == day


def test_the_newest_setback_counts(guide, api, staff, merchant) -> None:
    first = report(staff, guide, "recipient_absent", ago=90).json()
    answer(merchant, first, action="new_date", retry_on="2026-10-15")

    report(staff, guide, "premises_closed", ago=30)

    assert expected(api, guide) == "2026-10-08"


def test_silence_until_the_deadline_is_one_more_try(guide, api, staff) -> None:
    report(staff, guide, "address_wrong")

    with clock.at(WEDNESDAY + timedelta(days=2)):  # a Friday
        expire_incidents()
        assert expected(api, guide) == "2026-10-13"


def test_after_the_last_attempt_no_day_is_promised(guide, api, staff) -> None:
    for ago in (180, 120, 60):
        report(staff, guide, "recipient_absent", ago=ago)

    assert expected(api, guide) is None
