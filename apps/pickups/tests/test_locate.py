"""An address without coordinates: its municipality's at first, its own once a geocoder tells."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from structlog.testing import capture_logs

from apps.pickups.models import PlaceCache, Stop
from apps.pickups.neighbours import places
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.orders import events as orders
from quenty.kernel import dane

pytestmark = pytest.mark.django_db(databases=["pickups"])


class Geocoder:
    """A server on loopback that finds one place, or nothing, or breaks down."""

    def __init__(self) -> None:
        self.found: tuple[float, float] | None = (4.6765, -74.0481)
        self.status = 200
        self.asked: list[dict[str, list[str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                url = urlparse(self.path)
                outer.asked.append({"path": [url.path], **parse_qs(url.query)})
                body = json.dumps(outer.answer(pelias=url.path == "/v1/search")).encode()
                self.send_response(outer.status)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, *, pelias: bool) -> Any:
        if self.found is None:
            return {"features": []} if pelias else []
        latitude, longitude = self.found
        if pelias:
            return {"features": [{"geometry": {"coordinates": [longitude, latitude]}}]}
        return [{"lat": str(latitude), "lon": str(longitude)}]


@pytest.fixture
def geocoder(settings: Any) -> Iterator[Geocoder]:
    places.forget_failures()
    made = Geocoder()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    settings.QUENTY_PLACES_SOURCE, settings.QUENTY_PLACES_URL = "nominatim", made.base
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def delivery(world: World, merchant: Any) -> Stop:
    guide = world.guide(merchant)
    world.moved(guide, orders.GuideInTransitV1)
    body = {"guides": [guide.number], "day": "2026-11-23"}
    (done,) = good(world.admin.post(f"{BASE}/deliveries", json=body))["results"]
    return Stop.objects.get(pk=done["stop_id"])


def at_centre(stop: Stop) -> bool:
    town = dane.municipality(stop.dane_code)
    assert town is not None
    return (stop.latitude, stop.longitude) == (town.latitude, town.longitude) and not stop.exact


@pytest.mark.parametrize(("source", "path"), [("nominatim", "/search"), ("pelias", "/v1/search")])
def test_a_geocoder_puts_a_stop_where_its_address_is(
    world: World,
    merchant: Any,
    geocoder: Geocoder,
    settings: Any,
    run_jobs: Any,
    source: str,
    path: str,
) -> None:
    settings.QUENTY_PLACES_SOURCE = source
    stop = delivery(world, merchant)
    assert at_centre(stop)
    version = stop.version
    run_jobs("pickups")
    stop.refresh_from_db()
    assert (stop.latitude, stop.longitude, stop.exact) == (4.6765, -74.0481, True)
    assert (stop.zone_code, stop.version) == ("norte", version + 1)
    (asked,) = geocoder.asked
    assert asked["path"] == [path]
    assert "Carrera 7 # 45-10, Bogotá, D.C." in (asked.get("q") or asked["text"])[0]


def test_an_address_is_asked_for_once(
    world: World, merchant: Any, geocoder: Geocoder, run_jobs: Any
) -> None:
    for _ in range(2):
        stop = delivery(world, merchant)
        run_jobs("pickups")
        stop.refresh_from_db()
        assert stop.exact
    assert len(geocoder.asked) == 1
    assert "Carrera" not in str(PlaceCache.objects.values().get())


def test_an_address_nobody_knows_stays_at_its_municipality(
    world: World, merchant: Any, geocoder: Geocoder, run_jobs: Any
) -> None:
    geocoder.found = None
    stop = delivery(world, merchant)
    run_jobs("pickups")
    stop.refresh_from_db()
    assert at_centre(stop)


def test_a_match_in_another_town_is_no_match(
    world: World, merchant: Any, geocoder: Geocoder, run_jobs: Any
) -> None:
    geocoder.found = (6.2442, -75.5812)
    stop = delivery(world, merchant)
    run_jobs("pickups")
    stop.refresh_from_db()
    assert at_centre(stop)


def test_a_geocoder_that_is_down_is_left_alone_and_asked_again_later(
    world: World, merchant: Any, geocoder: Geocoder, run_jobs: Any
) -> None:
    geocoder.status = 503
    stops = [delivery(world, merchant) for _ in range(4)]
    with capture_logs() as logs:
        run_jobs("pickups")
    assert len(geocoder.asked) == 3
    told = [line for line in logs if line["event"] == "places.failed"]
    assert told
    assert not any(stops[0].address in str(line) or "q=" in str(line) for line in told)
    assert all(at_centre(Stop.objects.get(pk=stop.pk)) for stop in stops)
    geocoder.status = 200
    places.forget_failures()
    from apps.pickups.services.stops.locate import locate

    locate(stop_id=stops[0].pk, tried=1)
    assert Stop.objects.get(pk=stops[0].pk).exact


def test_without_a_geocoder_nobody_is_asked(world: World, merchant: Any, run_jobs: Any) -> None:
    stop = delivery(world, merchant)
    run_jobs("pickups")
    stop.refresh_from_db()
    assert at_centre(stop)
    assert PlaceCache.objects.count() == 0
