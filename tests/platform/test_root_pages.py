"""Pages at the root: health, the OpenAPI document and its reader."""

import re

import pytest
from django.db import connections

from apps.gateway.selectors import health
from apps.gateway.tests.conftest import nothing_remembered
from quenty.kernel.contexts import CONTEXTS

__all__ = ["nothing_remembered"]
pytestmark = pytest.mark.django_db(databases="__all__")
HEALTH = "/services/health"


def test_tells_the_health_of_all_contexts(client):
    answer = client.get(HEALTH)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    found = answer.json()
    assert found["status"] == "ok"
    assert list(found["contexts"]) == list(CONTEXTS)
    assert found["contexts"]["orders"] == {
        "status": "ok",
        "database": "up",
        "pending_migrations": 0,
        "outbox": {"waiting": 0, "lag_seconds": 0},
        "inbox": {"waiting": 0, "lag_seconds": 0},
        "parked": 0,
    }


def test_a_parked_event_degrades(client):
    with connections["orders"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO platform_inbox (message_id, consumer, kind, type, envelope, status,"
            " attempts, next_attempt_at, last_error, received_at) VALUES (gen_random_uuid(), 'x',"
            " 'event', 'x.y.z', '{}', 'parked', 8, now(), 'boom: secret', now())"
        )
    answer = client.get(HEALTH)
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["contexts"]["orders"]["parked"] == 1
    assert b"secret" not in answer.content


def test_a_context_that_lives_elsewhere_is_said_to(client, settings):
    settings.QUENTY_CONTEXTS = tuple(name for name in CONTEXTS if name != "orders")
    assert client.get(HEALTH).json()["contexts"]["orders"] == {"status": "elsewhere"}


def test_a_database_that_is_gone_is_told_with_503(client, monkeypatch):
    from django.db.utils import OperationalError

    def gone(*args, **kwargs):
        raise OperationalError("could not connect to 10.0.0.5 as quenty_orders")

    monkeypatch.setattr(connections["orders"], "cursor", gone)
    health.forget()
    answer = client.get(HEALTH)
    assert answer.status_code == 503
    assert answer.json()["contexts"]["orders"]["status"] == "down"
    assert b"10.0.0.5" not in answer.content


def test_the_document_describes_the_gateway(client):
    answer = client.get("/api/schema", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert "/api/v1/gateway/tokens" in answer.json()["paths"]


def test_the_reader_takes_local_assets_only(client):
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert "default-src 'self'" in page["Content-Security-Policy"]
    html = page.content.decode()
    addresses = re.findall(r"""(?:src|href)=["']([^"']+)["']""", html)
    assert len(addresses) >= 4
    for address in addresses:
        assert re.match(r"/(?!/)", address), address
        assert client.get(address).status_code == 200, address
    assert not re.search(r"<script(?![^>]*src=)", html)


def test_the_readers_script_asks_for_our_document(client):
    html = client.get("/api/docs").content.decode()
    script = next(a for a in re.findall(r'src="([^"]+)"', html) if "script=" in a)
    text = client.get(script).content.decode()
    assert "/api/schema" in text
    assert not re.search(r"https?://(?!www\.w3\.org)", text)


def test_the_admin_is_found_without_its_slash(client):
    answer = client.get("/admin")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
