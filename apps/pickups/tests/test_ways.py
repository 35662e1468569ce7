"""Ways from routing servers, and what serves when they fail."""

from typing import Any

import httpx
import pytest

from apps.pickups.domain.geo import Point, inside
from apps.pickups.domain.travel import Roads, calibrated, estimate
from apps.pickups.neighbours import ways as asked
from apps.pickups.services.routing.ways import ways_between

POINTS = [Point(4.6 + n / 100, -74.1 + n / 200) for n in range(60)]


@pytest.fixture(autouse=True)
def _fresh() -> None:
    asked.forget_failures()


def osrm_server(request: httpx.Request) -> httpx.Response:
    sources = len(request.url.params["sources"].split(";"))
    targets = len(request.url.params["destinations"].split(";"))
    assert sources + targets <= 100
    table = [[1000.4] * targets for _ in range(sources)]
    return httpx.Response(200, json={"code": "Ok", "distances": table, "durations": table})


def client(answer: Any) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(answer))


def test_osrm_is_asked_block_by_block_in_longitude_latitude() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        return osrm_server(request)

    ways = asked.osrm(POINTS, base="http://roads.local/", client=client(answer))
    assert ways.distances.shape == (60, 60)
    assert ways.distances[0, 59] == 1000
    assert ways.distances[5, 5] == 0
    assert not ways.estimated
    # Two blocks a side: 50 and 10.
    assert len(seen) == 4
    assert seen[0].startswith("/table/v1/driving/-74.100000,4.600000;")


def test_valhalla_is_asked_in_kilometres_and_knows_dead_ends() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        cell = {"distance": 1.5, "time": 120}
        none = {"distance": None, "time": None}
        return httpx.Response(200, json={"sources_to_targets": [[cell, none], [cell, cell]]})

    ways = asked.valhalla(POINTS[:2], base="http://roads.local", client=client(answer))
    assert ways.distances[1, 0] == 1500
    assert ways.durations[0, 1] == asked.NO_WAY


def test_a_server_that_fails_thrice_is_left_alone() -> None:
    calls = 0

    def broken(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        return httpx.Response(503)

    for _ in range(5):
        with pytest.raises(asked.NoWays):
            asked.osrm(POINTS[:3], base="http://down.local", client=client(broken))
    assert calls == 3


@pytest.mark.django_db(databases=["pickups"])
def test_a_failing_server_is_replaced_by_the_estimate_which_says_so(
    settings: Any, monkeypatch: Any
) -> None:
    def fails(points: Any, **options: Any) -> Any:
        raise asked.NoWays("osrm: out")

    from apps.pickups.services.routing import ways as providing

    settings.QUENTY_WAYS_SOURCE, settings.QUENTY_WAYS_URL = "osrm", "http://roads.local"
    monkeypatch.setitem(providing._ASK, "osrm", fails)
    ways = ways_between(POINTS[:5], hour=10)
    assert (ways.source, ways.estimated, ways.note) == ("haversine", True, "osrm: out")


@pytest.mark.django_db(databases=["pickups"])
def test_ways_are_asked_for_once_for_a_set_of_places(settings: Any, monkeypatch: Any) -> None:
    from apps.pickups.services.routing import ways as providing

    calls: list[int] = []

    def answers(points: Any, *, base: str) -> Any:
        calls.append(len(points))
        return asked.osrm(points, base=base, client=client(osrm_server))

    settings.QUENTY_WAYS_SOURCE, settings.QUENTY_WAYS_URL = "osrm", "http://roads.local"
    monkeypatch.setitem(providing._ASK, "osrm", answers)
    first, second = (ways_between(POINTS[:7], hour=10) for _ in range(2))
    assert calls == [7]
    assert (first.distances == second.distances).all()
    assert second.source == "osrm"


def test_estimates_are_longer_than_straight_lines_and_slower_at_peaks() -> None:
    near, far = Point(4.6, -74.1), Point(5.6, -73.4)
    noon, peak = (estimate([near, POINTS[3], far], Roads(), hour=hour) for hour in (10, 17))
    straight = estimate([near, POINTS[3], far], Roads(town=1, country=1), hour=10)
    assert noon.distances[0, 1] == pytest.approx(1.3 * straight.distances[0, 1], rel=0.01)
    assert noon.distances[0, 2] == pytest.approx(1.5 * straight.distances[0, 2], rel=0.01)
    assert peak.durations[0, 1] > noon.durations[0, 1]


def test_roads_learn_from_what_was_driven_in_small_steps() -> None:
    roads = calibrated(Roads(), planned_m=10_000, driven_m=20_000)
    assert roads.town == pytest.approx(1.43)
    assert calibrated(Roads(), planned_m=0, driven_m=5) == Roads()
    assert calibrated(Roads(), planned_m=10_000, driven_m=900_000).town == 2.5


def test_a_polygon_has_an_inside() -> None:
    square = [Point(0, 0), Point(0, 2), Point(2, 2), Point(2, 0)]
    assert inside(Point(1, 1), square)
    assert not inside(Point(3, 1), square)
    assert inside(Point(1, 1), square[::-1])
