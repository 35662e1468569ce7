"""Pages at the root for people: the start, the error codes, addresses with a slash too many."""

import re

import pytest

from apps.gateway.tests.conftest import nothing_remembered
from quenty.kernel.errors import ErrorCodes

__all__ = ["nothing_remembered"]
pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.mark.parametrize(("language", "word"), [("es", "Rastrear"), ("en", "Track")])
def test_the_start_leads_to_all_that_is_here(client, language, word):
    answer = client.get("/", headers={"Accept-Language": language})

    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in html
    assert word in html
    for address in re.findall(r'(?:href|action)="(/[^"]*)"', html):
        assert client.get(address).status_code in (200, 302), address


def test_a_page_may_load_nothing_from_elsewhere(client):
    for address in ("/", "/docs/errors"):
        answer = client.get(address)
        policy = answer["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"<script|style=|https?://", answer.content.decode())


def test_the_type_of_every_problem_is_an_anchor(client):
    html = client.get("/docs/errors?lang=en").content.decode()

    anchors = set(re.findall(r'<tr id="([^"]+)"', html))
    assert anchors >= {code for code in ErrorCodes.registry if not code.startswith("sample.")}
    told = client.get("/api/v1/gateway/nothing").json()
    assert told["type"] == f"/docs/errors#{told['code']}"
    assert told["code"] in anchors
    assert "request.internal" in anchors


def test_sentences_of_codes_stand_in_the_readers_language(client):
    spanish = client.get("/docs/errors?lang=es").content.decode()
    english = client.get("/docs/errors?lang=en").content.decode()

    assert "Cambió entre tanto: versión …, no …." in spanish
    assert "It was changed meanwhile: version …, not …." in english


@pytest.mark.parametrize("address", ["/favicon.svg", "/favicon.ico"])
def test_a_tab_has_its_mark(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer.content.startswith(b"<svg ")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/track/", "/track"),
        ("/track/QTY123456789/?lang=en", "/track/QTY123456789?lang=en"),
        ("/docs/errors/", "/docs/errors"),
        ("/api/docs/", "/api/docs"),
    ],
)
def test_a_slash_too_many_leads_to_the_page(client, asked, meant):
    answer = client.get(asked)

    assert (answer.status_code, answer["Location"]) == (302, meant)


@pytest.mark.parametrize(
    "asked", ["/nothing/", "/track//evil.test/", "/api/v1/orders/orders/", "/admin/nothing/x/"]
)
def test_what_is_no_page_stays_nothing(client, asked):
    answer = client.get(asked)

    assert "evil.test" not in answer.headers.get("Location", "")
    assert answer.status_code in (404, 302)
    assert answer.status_code == 404 or answer["Location"].startswith("/admin/login/")


def test_a_slash_too_many_is_not_forgiven_to_who_writes(client):
    assert client.post("/track/").status_code in (403, 404, 405)
