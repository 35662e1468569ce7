"""A parcel at an office: its end is told of before it comes."""

from datetime import timedelta

import pytest

from apps.orders.domain.incidents import office_notice
from apps.orders.models import Guide
from quenty.kernel import clock
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
TOLD = "orders.guide.office_term_near"


@pytest.fixture
def waiting(confirmed, collecting):
    """A guide at the office since now, for fifteen days."""
    guide = confirmed()
    collecting.tell(guide, "at_office")
    return guide


def look(days: int) -> None:
    with clock.at(clock.now() + timedelta(days=days)):
        JOBS["orders.tell_of_office_terms"].run()
        JOBS["orders.tell_of_office_terms"].run()


def test_it_is_told_of_twice_before_its_end(waiting, published) -> None:
    for day in (0, 11, 12, 13, 14, 15):
        look(day)

    told = [event for event, _ in published(TOLD)]
    assert [event.days_left for event in told] == [3, 1]
    until = Guide.objects.get().office_until
    assert {event.office_until for event in told} == {until}
    assert told[0].recipient_email == "ana@example.com"
    assert f"/track/{waiting['number']}?token=" in told[0].tracking_url


def test_one_notice_is_enough_where_the_first_was_missed(waiting, published) -> None:
    look(15)

    assert [event.days_left for event, _ in published(TOLD)] == [0]


def test_what_was_fetched_or_went_back_is_not_told_of(waiting, collecting, published) -> None:
    collecting.tell(waiting, "delivered")
    look(13)

    assert published(TOLD) == []


def test_a_second_stay_is_told_of_anew(waiting, collecting, published) -> None:
    look(14)
    collecting.tell(waiting, "out_for_delivery")
    collecting.tell(waiting, "at_office")
    look(14)

    assert len(published(TOLD)) == 2


@pytest.mark.parametrize(
    ("left", "told", "due"),
    [(4, None, None), (3, None, 3), (2, 3, None), (1, 3, 1), (0, 1, None), (-1, None, None)],
)
def test_the_notice_that_is_due(left, told, due) -> None:
    assert office_notice(left, told) == due
