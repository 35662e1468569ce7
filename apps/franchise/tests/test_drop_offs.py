"""The point from which a drop-off went out earns, whatever is told when."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from apps.franchise.models import Commission
from apps.franchise.tests.deliveries import delivered, generated, pesos, voided
from apps.franchise.tests.networks import office
from apps.franchise.tests.test_commissions import tell
from apps.franchise.tests.test_corrections import corrected
from apps.franchise.tests.test_payees import dropped, guide_of, payee, point
from apps.franchise.tests.test_settlements import run
from quenty.contracts.pickups.events import PiecesReturnedFromPointV1
from quenty.kernel import clock
from quenty.kernel.money import total

__all__ = ["office", "point", "tell"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


def taken_back(guide, point, hour=17):
    return PiecesReturnedFromPointV1(
        guide_id=guide.guide_id, guide_number=guide.number, customer_id=guide.customer_id,
        point_id=point["id"], pieces=(), reason="", municipality="05001", purpose="drop_off",
        occurred_at=datetime(2026, 11, 2, hour, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def points(office, point):
    """Two of one franchise, both payees."""
    made = [point, office.open_point({"id": point["franchise_id"]}, "norte")]
    for each in made:
        office.good(payee(office, "point", each["id"]))
    return made


def sums(points):
    """What each point has of all rows that count."""
    rows = Commission.objects.exclude(status="reversed")
    return [
        int(total(row.amount for row in rows if str(row.payee_id) == each["id"]).amount)
        for each in points
    ]


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_one_taken_back_and_brought_elsewhere_earns_where_it_went_out_from(points, tell, order):
    here, there = points
    guide = guide_of()
    events = [
        dropped(guide, here), taken_back(guide, here), dropped(guide, there, hour=18),
        delivered(guide),
    ]  # fmt: skip
    tell(guide)
    for index in order:
        tell(events[index], times=2)
    assert sums(points) == [0, 500]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_one_taken_back_for_good_earns_no_point_whenever_it_is_told(points, tell, order):
    guide = guide_of()
    events = [dropped(guide, points[0]), taken_back(guide, points[0]), delivered(guide)]
    tell(guide)
    for index in order:
        tell(events[index], times=2)
    assert sums(points) == [0, 0]


@pytest.mark.parametrize("order", list(permutations(range(5))), ids=str)
def test_one_brought_to_the_first_again_earns_there_once(points, tell, order):
    here, there = points
    guide = guide_of()
    events = [
        dropped(guide, here), taken_back(guide, here), dropped(guide, there, hour=18),
        dropped(guide, here, hour=20), delivered(guide),
    ]  # fmt: skip
    tell(guide)
    for index in order:
        tell(events[index])
    assert sums(points) == [500, 0]


def in_hours(guide, points):
    """Here, back, there, back, here: and what each leaves the two points."""
    here, there = points
    return [
        (dropped(guide, here), [500, 0]),
        (taken_back(guide, here), [0, 0]),
        (dropped(guide, there, hour=18), [0, 500]),
        (taken_back(guide, there, hour=19), [0, 0]),
        (dropped(guide, here, hour=20), [500, 0]),
    ]


def test_a_delivered_one_follows_each_step_that_is_told(points, tell, published):
    guide = guide_of()
    tell(guide, delivered(guide))
    for event, left in in_hours(guide, points):
        tell(event, times=2)
        assert sums(points) == left
    assert len(published("franchise.commission.earned")) == 3
    assert len(published("franchise.commission.reversed")) == 2


def test_voided_or_corrected_afterwards_it_earns_nobody(points, tell):
    one, other = guide_of(), guide_of()
    for guide in (one, other):
        tell(guide, sequence=1)
        tell(delivered(guide), sequence=2)
        for event, _ in in_hours(guide, points):
            tell(event)
    assert sums(points) == [1000, 0]
    tell(voided(one), sequence=3)
    tell(corrected(other), sequence=3)
    assert sums(points) == [0, 0]
    tell(delivered(other, minutes=60), sequence=4)
    assert sums(points) == [500, 0]


def test_what_was_settled_is_taken_back_in_the_next_settlement(points, office, tell):
    guides = [guide_of(), guide_of()]
    for guide in guides:
        tell(guide, dropped(guide, points[0]), delivered(guide))
    with clock.at(datetime(2026, 12, 5, 15, tzinfo=UTC)):
        office.good(run(office))
        tell(taken_back(guides[0], points[0]))
        waiting = Commission.objects.filter(status="pending")
        assert [(row.kind, row.amount) for row in waiting] == [("reversal", pesos(-500))]
        tell(dropped(guides[0], points[0], hour=20))
        assert sums(points) == [1000, 0]
        rows = Commission.objects.filter(guide=guides[0].guide_id).order_by("created_at")
        assert [(row.kind, row.status) for row in rows] == [
            ("earned", "calculated"), ("reversal", "pending"), ("earned", "pending"),
        ]  # fmt: skip


def test_a_step_between_two_deliveries_counts_for_the_second(points, tell):
    guide = generated(customer_id=guide_of().customer_id, origin="91001")
    tell(guide, sequence=1)
    tell(dropped(guide, points[0]))
    tell(delivered(guide), sequence=2)
    tell(corrected(guide), sequence=3)
    tell(taken_back(guide, points[0]), dropped(guide, points[1], hour=18))
    tell(delivered(guide, minutes=60), sequence=4)
    assert sums(points) == [0, 500]
