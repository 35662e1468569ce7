"""The public tracking page and API: masked for anybody, whole with a share token."""

import re
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from apps.orders.tests.guide_rows import ISSUED, make_guide, tell
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
API = "/api/v1/orders/tracking"
PERSONAL = (
    "María José", "Peña Güiza", "3001234567", "300 123", "Calle 45", "Apto 302", "Ñandú",
    "Carrera 13", "#1001", "Café tostado", "185", "portería", "Rosa Díaz",
)  # fmt: skip


@pytest.fixture
def guide():
    """Delivered to somebody at the door."""
    guide = make_guide(
        new_id(), status="delivered", delivered_at=ISSUED + timedelta(days=3), pieces=2
    )
    tell(guide, "picked_up", ISSUED + timedelta(hours=2), place="11001")
    tell(guide, "in_transit", ISSUED + timedelta(days=1), place="Calle 45, portería")
    tell(guide, "delivered", ISSUED + timedelta(days=3), place="05001", notes="Rosa Díaz, vecina")
    guide.pieces.update(status="delivered")
    return guide


def share(api, guide):
    merchant = api.as_merchant(guide.customer_id)
    return merchant.get(f"/api/v1/orders/guides/{guide.number}/share").json()


def test_public_page_tells_the_way_and_nothing_personal(api, guide):
    response = api.anonymous().get(f"/track/{guide.number}")
    page = response.content.decode()
    assert response.status_code == 200
    for shown in ("Entregado", "Medellín, Antioquia", "Bogotá, D.C.", "8 mar 2026", "Andina"):
        assert shown in page
    for personal in PERSONAL:
        assert personal not in page


def test_public_api_tells_the_way_and_nothing_personal(api, guide):
    response = api.anonymous().get(f"{API}/{guide.number}")
    body = response.json()
    assert [event["status"] for event in body["events"]] == [
        "delivered", "in_transit", "picked_up", "generated",
    ]  # fmt: skip
    assert body["events"][2]["place"] == "Bogotá, D.C."
    assert (body["full"], body["private"], body["pieces"]) == (False, None, {"delivered": 2})
    for personal in PERSONAL:
        assert personal not in response.content.decode()


def test_share_token_opens_the_whole_view(api, guide):
    shared = share(api, guide)
    body = api.anonymous().get(f"{API}/{guide.number}?token={shared['token']}").json()
    assert body["full"] is True
    assert body["private"]["recipient"] == "María José Peña Güiza"
    answer = api.anonymous().get(f"{API}/{guide.number}?token={shared['token']}")
    assert answer["Cache-Control"] == "private, no-store"
    assert body["private"]["collect"] == {"amount": "185000.00", "currency": "COP"}
    assert body["delivery"]["received_by"] == "Rosa Díaz, vecina"
    path = shared["url"].split("/track/")[1]
    page = api.anonymous().get(f"/track/{path}").content.decode()
    assert "Calle 45 # 23-10, Apto 302" in page
    assert "$ 185.000 COP" in page
    # It was paid at the door: nothing is to be paid any more.
    assert "Pagado al recibir" in page
    assert "Por pagar al recibir" not in page


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("in_transit", "Por pagar al recibir"),
        ("out_for_delivery", "Por pagar al recibir"),
        ("delivered", "Pagado al recibir"),
        ("returned", ""),
        ("lost", ""),
    ],
)
def test_the_page_says_what_is_to_be_paid_only_while_it_is(api, guide, status, shown):
    shared = share(api, guide)
    type(guide).objects.update(status=status)
    page = api.anonymous().get(f"/track/{guide.number}?token={shared['token']}").content.decode()
    assert ("$ 185.000 COP" in page) == bool(shown)
    assert shown in page


def test_the_guides_merchant_sees_it_whole_and_another_does_not(api, guide):
    own = api.as_merchant(guide.customer_id).get(f"{API}/{guide.number}").json()
    other = api.as_merchant().get(f"{API}/{guide.number}").json()
    assert (own["full"], other["full"]) == (True, False)


def test_share_link_is_for_its_merchant_alone(api, guide):
    response = api.as_merchant().get(f"/api/v1/orders/guides/{guide.number}/share")
    assert (response.status_code, response.json()["code"]) == (404, "orders.guide_not_found")


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-1] + ("a" if t[-1] != "a" else "b"), lambda t: "ñ"]
)
def test_a_token_that_is_not_the_guides_shows_the_public_view(api, guide, spoil):
    token = spoil(share(api, guide)["token"])
    response = api.anonymous().get(f"/track/{guide.number}?token={token}")
    page = response.content.decode()
    assert "El enlace venció" in page
    assert "Peña Güiza" not in page


def test_a_token_of_one_guide_does_not_open_another(api, guide):
    token = share(api, guide)["token"]
    other = make_guide(new_id(), serial=20_000_000)
    assert api.anonymous().get(f"{API}/{other.number}?token={token}").json()["full"] is False


def test_a_token_ends_after_its_term(api, guide, monkeypatch):
    token = share(api, guide)["token"]
    later = (clock.now() + timedelta(days=91)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert api.anonymous().get(f"{API}/{guide.number}?token={token}").json()["full"] is False


@pytest.mark.parametrize(
    ("query", "accept", "language", "headline"),
    [
        ("", "es-CO,es;q=0.9", "es", "Entregado"),
        ("", "en-US,en;q=0.9", "en", "Delivered"),
        ("?lang=en", "es", "en", "Delivered"),
        ("?lang=es", "en", "es", "Entregado"),
        ("?lang=fr", "fr", "es", "Entregado"),
    ],
)
def test_page_speaks_the_language_asked_for(api, guide, query, accept, language, headline):
    response = api.anonymous().get(
        f"/track/{guide.number}{query}", headers={"Accept-Language": accept}
    )
    page = response.content.decode()
    assert f'<html lang="{language}">' in page
    assert headline in page


def test_language_switch_keeps_the_token(api, guide):
    token = share(api, guide)["token"]
    page = api.anonymous().get(f"/track/{guide.number}?token={token}").content.decode()
    link = re.search(r'href="([^"]+)" hreflang="en"', page)[1].replace("&amp;", "&")
    english = api.anonymous().get(link).content.decode()
    assert "Parcel details" in english
    assert "Peña Güiza" in english


@pytest.mark.parametrize(
    "number", ["QTY000000000", "x", "<img src=x onerror=alert(1)>", "%F0%9F%93%A6"]
)
def test_unknown_number_gets_a_friendly_page(api, number):
    response = api.anonymous().get(f"/track/{number}")
    page = response.content.decode()
    assert response.status_code == 404
    assert "No encontramos esa guía" in page
    assert "<form" in page
    assert "<img" not in page


def test_unknown_number_is_a_code_in_the_api(api):
    response = api.anonymous().get(f"{API}/QTY000000000")
    assert (response.status_code, response.json()["code"]) == (404, "orders.guide_not_found")


def test_search_goes_to_the_page_however_the_number_is_typed(api, guide):
    digits = guide.number[3:]
    typed = f"qty {digits[:4]}-{digits[4:8]} {digits[8:]}"
    response = api.anonymous().get(f"/track?number={typed}&lang=en")
    assert (response.status_code, response["Location"]) == (302, f"/track/{guide.number}?lang=en")
    assert api.anonymous().get("/track").status_code == 200


class _Assets(HTMLParser):
    """What a browser would fetch or run."""

    def __init__(self):
        super().__init__()
        self.found, self.style = [], ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [given[name] for name in ("src", "srcset", "action") if given.get(name)]
        self.found += [tag] if tag in ("script", "iframe", "link", "object") else []
        self.found += [name for name in given if name.startswith("on") or name == "style"]
        self._in_style = tag == "style"

    def handle_endtag(self, tag):
        self._in_style = False

    def handle_data(self, data):
        if getattr(self, "_in_style", False):
            self.style += data


def test_page_has_a_strict_policy_and_keeps_to_it(api, guide):
    response = api.anonymous().get(f"/track/{guide.number}")
    policy = response["Content-Security-Policy"]
    assets = _Assets()
    assets.feed(response.content.decode())
    assert assets.found == ["link", "/track"]
    assert '<link rel="icon" type="image/svg+xml" href="/favicon.svg">' in response.content.decode()
    digest = b64encode(sha256(assets.style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "url(" not in assets.style
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, no-store"
    assert "unsafe" not in policy


@pytest.mark.parametrize("events", [3, 30])
def test_page_asks_the_database_a_constant_number_of_times(
    api, guide, events, django_assert_num_queries
):
    for hour in range(events):
        tell(guide, "in_transit", ISSUED + timedelta(days=4, hours=hour))
    with django_assert_num_queries(3, using="orders"):
        api.anonymous().get(f"/track/{guide.number}")
