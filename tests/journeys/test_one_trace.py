"""One trace and one correlation id, from a request at the front door through a neighbour, the
outbox and the broker to what a consumer in another process writes."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from apps.gateway.seeds import DEMO_ADMIN
from tests.journeys.conftest import services
from tests.journeys.elsewhere import HttpApi, settled
from tests.journeys.world import DATABASES, PASSWORD, World, good
from tests.support.waiting import eventually

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CORRELATION = "one-correlation-id"
TOLD = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01", "X-Correlation-Id": CORRELATION}


@dataclass(frozen=True)
class Span:
    unit: str
    name: str
    id: bytes
    parent: bytes


class Collector(BaseHTTPRequestHandler):
    """Takes spans in as OTLP over HTTP; keeps those of our trace."""

    spans: list[Span] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            names = {a.key: a.value.string_value for a in resource.resource.attributes}
            self.spans.extend(
                Span(names["service.name"], span.name, span.span_id, span.parent_span_id)
                for scope in resource.scope_spans
                for span in scope.spans
                if span.trace_id.hex() == TRACE
            )
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Not on the tests' output."""


@pytest.fixture
def collector() -> Iterator[str]:
    Collector.spans = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.django_db(databases=DATABASES, transaction=True)
def test_a_confirmation_is_one_trace_and_one_correlation_id(
    request: pytest.FixtureRequest, collector: str, tmp_path: Path
) -> None:
    told = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector,
        "OTEL_BSP_SCHEDULE_DELAY": "200",
        "QUENTY_LOG_LEVEL": "INFO",
        "QUENTY_LOG_FORMAT": "json",
    }
    with services(request, **told) as front:
        world = World(HttpApi(front, (DEMO_ADMIN, PASSWORD)), settled)  # type: ignore[arg-type]
        world.open_network()
        merchant = world.register("zapateria", "800197268-4")
        world.pass_kyc(merchant)
        world.top_up(merchant)
        order = world.order(merchant)
        good(world.confirm(merchant, order, world.quote(merchant, order), "k", TOLD))
        world.settle()
        where = f"/api/v1/orders/orders/{order['id']}/confirm"
        wanted = {
            ("rest", f"POST {where}"),
            ("rest", "forward orders"),
            ("orders", f"POST {where}"),
            ("orders", "rpc CustomersApi.place_hold"),
            ("rest", "POST /_rpc/customers/v1/CustomersApi.place_hold"),
            ("orders", "relay orders.guide.generated"),
            ("rest", "consume franchise.note_generated"),
        }
        eventually(lambda: not wanted - seen(), seconds=20, what=f"{wanted} of {seen()}")

    _hangs_together(Collector.spans)
    _is_logged_under_one_id(tmp_path / "services.log")
    _was_written()


def seen() -> set[tuple[str, str]]:
    return {(span.unit, span.name) for span in Collector.spans}


def _hangs_together(spans: list[Span]) -> None:
    """Every span's parent is another one of the trace, but for the first, which we told."""
    known = {span.id for span in spans}
    roots = [span for span in spans if span.parent not in known]
    assert [span.parent.hex() for span in roots] == ["00f067aa0ba902b7"]


def _is_logged_under_one_id(log: Path) -> None:
    lines = [json.loads(text) for text in log.read_text().splitlines() if text.startswith("{")]
    ours = [line for line in lines if line.get("correlation_id") == CORRELATION]
    assert sum(line["event"] == "request" for line in ours) >= 3
    assert {"franchise.note_generated"} <= {line.get("consumer") for line in ours}
    asked = [line for line in lines if "confirm" in str(line.get("route"))]
    assert asked
    assert all(line["correlation_id"] == CORRELATION for line in asked)


def _was_written() -> None:
    with connections["franchise"].cursor() as cursor:
        cursor.execute(
            "SELECT status, envelope->>'correlation_id' FROM platform_inbox"
            " WHERE type = 'orders.guide.generated'"
        )
        assert set(cursor.fetchall()) == {("done", CORRELATION)}
