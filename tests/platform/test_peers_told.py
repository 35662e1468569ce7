"""What the front door tells of contexts in other units: their health and their documents."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from prometheus_client.core import GaugeMetricFamily

from apps.gateway.selectors import health as remembered
from quenty.kernel.contexts import CONTEXTS
from quenty.platform.breaker import Breaker
from quenty.platform.http import merging, peers
from quenty.platform.observability.metrics import QueueCollector
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases="__all__")
JSON = {"Accept": "application/json"}
ELSEWHERE = ("orders", "pickups")


class Unit(BaseHTTPRequestHandler):
    """Hosts orders and pickups, and answers what `says` has for an address."""

    says: dict[str, Any] = {}
    asked: list[str] = []

    def do_GET(self) -> None:  # (http.server looks for it by this name)
        self.asked.append(self.path)
        found = self.says.get(self.path)
        body = json.dumps(found).encode()
        self.send_response(500 if found is None else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Not on the tests' output."""


@pytest.fixture
def unit(settings: Any) -> Iterator[type[Unit]]:
    whole = Client().get("/_rpc/health").json()
    Unit.says, Unit.asked = {peers.HEALTH: whole, peers.SCHEMA: _document(*ELSEWHERE)}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Unit)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.QUENTY_CONTEXTS = tuple(name for name in CONTEXTS if name not in ELSEWHERE)
    url = f"http://127.0.0.1:{server.server_port}"
    settings.QUENTY_PEERS = dict.fromkeys(ELSEWHERE, url)
    _later()
    yield Unit
    server.shutdown()
    server.server_close()
    _later()
    registry.breakers.pop("orders", None)


def _later() -> None:
    peers.forget()
    remembered.forget()


def _document(*contexts: str) -> dict[str, Any]:
    """As units with these contexts write it."""
    whole = json.loads(Client().get("/_rpc/schema").content)
    prefixes = tuple(f"/api/v1/{name}/" for name in contexts)
    names = tuple(name.title() for name in contexts)
    paths = {path: told for path, told in whole["paths"].items() if path.startswith(prefixes)}
    schemas = {
        name: told
        for name, told in whole["components"]["schemas"].items()
        if name.startswith(names) or not name.startswith(tuple(n.title() for n in CONTEXTS))
    }
    return {**whole, "paths": paths, "components": {**whole["components"], "schemas": schemas}}


def test_parts_make_the_whole_document() -> None:
    whole = _document(*CONTEXTS)
    own = _document(*(name for name in CONTEXTS if name not in ELSEWHERE))
    found = merging.merged(own, dict.fromkeys(ELSEWHERE, _document(*ELSEWHERE)))
    assert found == whole
    assert set(own["paths"]) < set(found["paths"])


def test_a_unit_documents_no_more_than_its_contexts() -> None:
    theirs = {"paths": {"/api/v1/gateway/tokens": {}, "/api/v1/orders/x": {}}, "components": {}}
    found = merging.merged({"paths": {}, "components": {}}, {"orders": theirs})
    assert list(found["paths"]) == ["/api/v1/orders/x"]


def test_the_document_has_what_is_hosted_elsewhere(unit: type[Unit]) -> None:
    unit.says[peers.SCHEMA]["paths"]["/api/v1/orders/new-there"] = {"get": {}}
    found = Client().get("/api/schema", headers=JSON).json()
    assert "/api/v1/orders/new-there" in found["paths"]
    assert merging.MISSING not in found["info"]
    Client().get("/api/schema", headers=JSON)
    assert unit.asked == [peers.SCHEMA]


def test_a_document_once_heard_outlives_its_unit(unit: type[Unit], settings: Any) -> None:
    unit.says[peers.SCHEMA]["paths"]["/api/v1/orders/new-there"] = {"get": {}}
    Client().get("/api/schema", headers=JSON)
    unit.says = {}
    peers._schema_of(settings.QUENTY_PEERS["orders"])._ask_at = 0.0
    found = Client().get("/api/schema", headers=JSON).json()
    assert unit.asked == [peers.SCHEMA, peers.SCHEMA]
    assert "/api/v1/orders/new-there" in found["paths"]


def test_what_was_never_heard_is_said_to_be_missing(unit: type[Unit]) -> None:
    unit.says = {}
    for _ in range(3):
        answer = Client().get("/api/schema", headers=JSON)
        assert answer.status_code == 200
        assert answer.json()["info"][merging.MISSING] == ["orders", "pickups"]
        assert "orders, pickups" in answer.json()["info"]["description"]
    assert unit.asked == [peers.SCHEMA]


@pytest.mark.parametrize("said", [[], "no document", {"orders": []}, {"orders": {"parked": 1}}])
def test_a_unit_that_speaks_otherwise_breaks_nothing(unit: type[Unit], said: Any) -> None:
    unit.says = {peers.HEALTH: said, peers.SCHEMA: said}
    assert Client().get("/services/health").status_code == 200
    assert Client().get("/api/schema", headers=JSON).status_code == 200


def test_health_tells_what_units_tell(unit: type[Unit]) -> None:
    unit.says[peers.HEALTH]["orders"] |= {"parked": 2, "outbox": 3}
    found = Client().get("/services/health").json()
    assert found["status"] == "degraded"
    orders = found["contexts"]["orders"]
    assert (orders["status"], orders["breaker"], orders["parked"]) == ("stuck", "closed", 2)
    assert orders["outbox"] == {"waiting": 3, "lag_seconds": 0}
    assert found["contexts"]["pickups"]["status"] == "ok"
    assert "breaker" not in found["contexts"]["customers"]


def test_a_unit_that_is_away_degrades_and_its_breaker_shows(unit: type[Unit]) -> None:
    unit.says = {}
    breaker = registry.breakers["orders"] = Breaker("orders", failures=1)
    breaker.failed()
    answer = Client().get("/services/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["contexts"]["orders"] == {"status": "away", "breaker": "open"}
    assert answer.json()["contexts"]["pickups"] == {"status": "away", "breaker": "closed"}
    opened: GaugeMetricFamily = next(
        found for found in QueueCollector().collect() if found.name == "quenty_breaker_open"
    )
    values = {sample.labels["context"]: sample.value for sample in opened.samples}
    assert values == {"orders": 1.0, "pickups": 0.0}


def test_what_a_unit_tells_is_its_own(unit: type[Unit]) -> None:
    assert set(Client().get("/_rpc/health").json()) == set(CONTEXTS) - set(ELSEWHERE)
    assert unit.asked == []
