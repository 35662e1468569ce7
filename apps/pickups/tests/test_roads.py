"""What a city's roads are like: set by hand, learnt from what was driven, told by the hour."""

import pytest

from apps.pickups.domain.geo import Point
from apps.pickups.models import RoadSpeed
from apps.pickups.services.routing.ways import ways_between
from apps.pickups.tests.driving import Day, deliver
from apps.pickups.tests.places import action

pytestmark = pytest.mark.django_db(databases=["pickups"])
HERE = [Point(4.60, -74.10), Point(4.65, -74.05)]


def test_a_city_has_factors_and_speeds_of_its_own() -> None:
    usual = ways_between(HERE, hour=10, dane_code="05001")
    RoadSpeed.objects.create(dane_code="05001", town_factor=2.6, speeds=[11] * 24)
    own = ways_between(HERE, hour=10, dane_code="05001")
    assert own.distances[0, 1] == pytest.approx(2 * usual.distances[0, 1], rel=0.001)
    # Twice as far, at half of the usual 22 km/h.
    assert own.durations[0, 1] == pytest.approx(4 * usual.durations[0, 1], rel=0.001)
    assert own.estimated
    elsewhere = ways_between(HERE, hour=10, dane_code="11001")
    assert (elsewhere.distances == usual.distances).all()


def test_a_run_that_was_longer_than_planned_makes_the_next_estimate_longer(day: Day) -> None:
    before = ways_between(HERE, hour=10, dane_code="11001").distances[0, 1]
    day.do(action("start", run=day.run, odometer_km=100))
    for number in range(3):
        deliver(day, day.stop("delivery", number))
    twice = round(2 * day.run["planned_m"] / 1000)
    day.do(
        action("fail", day.stop("pickup"), reason="not_ready"),
        action("finish", run=day.run, odometer_km=100 + twice),
    )
    # A tenth of the way to what was seen: one odd day does not spoil the next.
    learnt = RoadSpeed.objects.get(dane_code="11001")
    assert learnt.town_factor == pytest.approx(1.43, abs=0.01)
    after = ways_between(HERE, hour=10, dane_code="11001").distances[0, 1]
    assert after == pytest.approx(1.1 * before, rel=0.01)
