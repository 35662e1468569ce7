"""A desk's cash: each peso is counted in one close, and a recipient pays once."""

from datetime import timedelta
from typing import Any

import pytest

from apps.pickups.models import CashEntry
from apps.pickups.tests.desks import Desk
from apps.pickups.tests.world import World, good
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["pickups"])


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def test_what_is_taken_after_the_close_is_counted_the_next_day(
    desk: Desk, merchant: Any, published: Any
) -> None:
    good(desk.close("0"))
    guide, got = desk.fetched(merchant, collect=45_000)
    good(desk.hand_over(got, code=desk.code(got), collected="45000", method="cash"))
    with clock.at(clock.now() + timedelta(days=1)):
        assert desk.report()["cash"]["amount"] == "45000.00"
        done = good(desk.close("45000"))
    assert (done["day"], done["difference"]["amount"]) == ("2026-11-24", "0.00")
    assert [event.guides for event, _ in published("pickups.cash.closed")] == [
        (),
        (guide.guide_id,),
    ]


def test_a_day_that_has_not_begun_cannot_be_closed(desk: Desk) -> None:
    assert desk.close("0", day="2026-11-24").json()["code"] == "pickups.close_early"


def test_a_rehearsal_leaves_no_money_in_the_till(desk: Desk, merchant: Any) -> None:
    _, got = desk.fetched(merchant, collect=45_000, livemode=False)
    good(desk.hand_over(got, code=desk.code(got), collected="45000", method="cash"))
    assert not CashEntry.objects.exists()
