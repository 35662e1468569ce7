"""API keys: made once, shown once, bounded by scope, time and place, revoked for good."""

from datetime import timedelta

import pytest

from apps.gateway.models import ApiKey, Merchant
from apps.gateway.tests.conftest import a_few_seconds_later
from quenty.contracts.gateway.api import GatewayApi
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.auth import api_keys
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["default"])
KEYS = "/api/v1/gateway/api-keys"
BODY = {"name": "Shop", "livemode": True, "scopes": ["orders:read"]}


@pytest.fixture
def ana(make_user, log_in):
    user = make_user()
    client = log_in("ana@tienda.co")
    client.user = user
    return client


def _make(client, **changes):
    answer = client.post(KEYS, json={**BODY, **changes})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_shows_a_key_once_and_keeps_only_its_hash(ana):
    made = _make(ana)
    key = made["key"]
    assert key.startswith("qk_live_")
    assert made["api_key"]["prefix"] == key[:16]
    row = ApiKey.objects.get()
    assert key.encode() not in bytes(row.key_hash)
    listed = ana.get(KEYS).content + ana.get(f"{KEYS}/{row.id}").content
    assert key.encode() not in listed
    assert row.prefix.encode() in listed


def test_a_key_acts_for_its_merchant_with_its_scopes_only(ana):
    key = _make(ana, scopes=["orders:write", "orders:read"])["key"]
    principal = api_keys.identify(key, address="127.0.0.1")
    assert principal is not None
    assert principal.kind == "api_key"
    assert principal.customer_id == ana.user.customer_id
    assert principal.scopes == {"orders:read", "orders:write"}
    assert principal.roles == {"merchant"}
    assert principal.livemode is True


@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
def test_no_key_may_make_or_see_keys(api, ana, header):
    key = _make(ana)["key"]
    headers = {header: f"Bearer {key}" if header == "Authorization" else key}
    for method in ("get", "post"):
        answer = getattr(api.anonymous(), method)(KEYS, headers=headers)
        assert answer.status_code == 403
        assert answer.json()["code"] == "auth.forbidden"


def test_a_key_is_refused_after_its_expiry(ana):
    key = _make(ana, expires_at=(clock.now() + timedelta(days=1)).isoformat())["key"]
    assert api_keys.identify(key, address="127.0.0.1")
    with clock.at(clock.now() + timedelta(days=2)):
        assert api_keys.identify(key, address="127.0.0.1") is None
        a_few_seconds_later()
        assert api_keys.identify(key, address="127.0.0.1") is None


@pytest.mark.parametrize(
    ("networks", "address", "let_in"),
    [
        ([], "203.0.113.9", True),
        (["203.0.113.0/24"], "203.0.113.9", True),
        (["203.0.113.9"], "203.0.113.9", True),
        (["203.0.113.0/24"], "198.51.100.1", False),
        (["2001:db8::/32"], "2001:db8::7", True),
        (["2001:db8::/32"], "203.0.113.9", False),
        (["203.0.113.0/24"], "not an address", False),
    ],
)
def test_a_key_works_from_its_networks_only(ana, networks, address, let_in):
    key = _make(ana, allowed_networks=networks)["key"]
    assert (api_keys.identify(key, address=address) is not None) is let_in


def test_a_revoked_key_is_dead_and_others_hear_of_it(api, ana, published):
    made = _make(ana)
    where = f"{KEYS}/{made['api_key']['id']}/revoke"
    assert api_keys.identify(made["key"], address="127.0.0.1")
    assert ana.post(where).status_code == 200
    assert ana.post(where).json()["revoked_at"]
    a_few_seconds_later()
    assert api_keys.identify(made["key"], address="127.0.0.1") is None
    told = published("gateway.api_key.revoked")
    assert [str(event.key_id) for event, _ in told] == [made["api_key"]["id"]]


def test_another_merchants_key_is_not_there(ana, make_user, log_in):
    make_user("eva@otra.co")
    hers = _make(log_in("eva@otra.co"))["api_key"]["id"]
    assert ana.get(f"{KEYS}/{hers}").status_code == 404
    assert ana.post(f"{KEYS}/{hers}/revoke").json()["code"] == "gateway.api_key_not_found"
    assert ana.get(KEYS).json()["results"] == []
    assert ApiKey.objects.get().revoked_at is None


def test_no_test_key_without_a_sandbox_twin(ana):
    answer = ana.post(KEYS, json={**BODY, "livemode": False})
    assert answer.status_code == 409
    assert answer.json()["code"] == "gateway.sandbox_unavailable"


def test_a_test_key_acts_as_the_twin(make_user, log_in):
    twin = new_id()
    make_user("twin@tienda.co", test_customer_id=twin)
    key = _make(log_in("twin@tienda.co"), livemode=False)["key"]
    assert key.startswith("qk_test_")
    principal = api_keys.identify(key, address="127.0.0.1")
    assert principal is not None
    assert (principal.customer_id, principal.livemode) == (twin, False)


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"scopes": ["everything"]}, "gateway.unknown_scope", "scopes.0"),
        ({"scopes": ["orders:admin"]}, "gateway.unknown_scope", "scopes.0"),
        ({"allowed_networks": ["10.0.0.0/99"]}, "gateway.invalid_network", "allowed_networks.0"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "gateway.expiry_in_past", "expires_at"),
    ],
)
def test_refuses_what_makes_no_sense(ana, change, code, pointer):
    answer = ana.post(KEYS, json={**BODY, **change})
    assert answer.status_code == 422
    assert answer.json()["code"] == code
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert not ApiKey.objects.exists()


def test_a_merchant_may_have_fifty_live_keys(ana):
    first = _make(ana)["api_key"]["id"]
    for _ in range(49):
        _make(ana)
    full = ana.post(KEYS, json=BODY)
    assert full.json()["code"] == "gateway.too_many_api_keys"
    ana.post(f"{KEYS}/{first}/revoke")
    _make(ana)


def test_a_suspended_merchant_has_no_keys(ana):
    key = _make(ana)["key"]
    Merchant.objects.update(suspended_at=clock.now())
    assert registry.get(GatewayApi).identify_key(key=key) is None


def test_use_is_written_down_once_an_hour(ana):
    key = _make(ana)["key"]
    gateway = registry.get(GatewayApi)
    gateway.identify_key(key=key)
    first = ApiKey.objects.get().last_used_at
    gateway.identify_key(key=key)
    assert ApiKey.objects.get().last_used_at == first
    with clock.at(clock.now() + timedelta(hours=2)):
        gateway.identify_key(key=key)
    assert ApiKey.objects.get().last_used_at > first


def test_listing_takes_the_same_queries_for_one_and_many(ana, django_assert_num_queries):
    _make(ana)
    with django_assert_num_queries(1):
        assert len(ana.get(KEYS).json()["results"]) == 1
    for _ in range(5):
        _make(ana)
    with django_assert_num_queries(1):
        assert len(ana.get(KEYS).json()["results"]) == 6


def test_filters_the_list(ana):
    made = _make(ana)
    _make(ana)
    ana.post(f"{KEYS}/{made['api_key']['id']}/revoke")
    assert len(ana.get(f"{KEYS}?revoked=true").json()["results"]) == 1
    assert len(ana.get(f"{KEYS}?livemode=false").json()["results"]) == 0
    assert ana.get(f"{KEYS}?owner_id={new_id()}").status_code == 422


def test_who_acts_for_no_merchant_has_no_keys(make_user, log_in):
    make_user("solo@tienda.co", customer_id=None)
    client = log_in("solo@tienda.co")
    assert client.post(KEYS, json=BODY).json()["code"] == "gateway.no_merchant"
    assert client.get(KEYS).json()["code"] == "gateway.no_merchant"
