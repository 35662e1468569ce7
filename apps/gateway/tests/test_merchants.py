"""What the gateway does when customers tells of a merchant."""

import pytest

from apps.gateway.models import Merchant
from apps.gateway.tests.conftest import PASSWORD, a_few_seconds_later
from quenty.contracts.customers.events import (
    CustomerClosedV1,
    CustomerRegisteredV1,
    CustomerReinstatedV1,
    CustomerSuspendedV1,
)
from quenty.platform.auth import api_keys

pytestmark = pytest.mark.django_db(databases=["default"])
ME = "/api/v1/gateway/me"
BODY = {"email": "ana@tienda.co", "password": PASSWORD}


@pytest.fixture
def ana(make_user, log_in):
    user = make_user()
    client = log_in("ana@tienda.co")
    client.customer_id = user.customer_id
    made = client.post(
        "/api/v1/gateway/api-keys",
        json={"name": "Shop", "livemode": True, "scopes": ["orders:read"]},
    )
    client.key = made.json()["key"]
    return client


def _suspended(ana):
    return CustomerSuspendedV1(customer_id=ana.customer_id, reason="fraud")


def _reinstated(ana):
    return CustomerReinstatedV1(customer_id=ana.customer_id)


def _tell(deliver, event, **envelope):
    deliver(event, consumer_context="gateway", aggregate_id=event.customer_id, **envelope)
    a_few_seconds_later()


def test_a_suspended_merchant_is_shut_out_with_its_keys(api, ana, deliver, published):
    _tell(deliver, _suspended(ana), sequence=2, times=5)
    assert ana.get(ME).status_code == 401
    assert api_keys.identify(ana.key, address="127.0.0.1") is None
    refused = api.anonymous().post("/api/v1/gateway/tokens", json=BODY)
    assert refused.json()["code"] == "gateway.account_suspended"
    wrong = api.anonymous().post("/api/v1/gateway/tokens", json={**BODY, "password": "nope"})
    assert wrong.json()["code"] == "gateway.invalid_credentials"
    assert len(published("gateway.user.disabled")) == 1
    assert len(published("gateway.api_key.revoked")) == 1


def test_a_closed_merchant_is_shut_out_too(ana, deliver):
    _tell(deliver, CustomerClosedV1(customer_id=ana.customer_id, reason="asked"), sequence=2)
    assert ana.get(ME).status_code == 401


def test_its_refresh_tokens_are_dead(api, ana, deliver):
    _tell(deliver, _suspended(ana), sequence=2)
    answer = api.anonymous().post(
        "/api/v1/gateway/tokens/refresh", json={"refresh_token": ana.tokens["refresh_token"]}
    )
    assert answer.status_code == 401


def test_other_merchants_notice_nothing(make_user, log_in, ana, deliver):
    make_user("eva@otra.co")
    eva = log_in("eva@otra.co")
    _tell(deliver, _suspended(ana), sequence=2)
    assert eva.get(ME).status_code == 200


def test_a_reinstated_merchant_logs_in_again_but_makes_new_keys(api, log_in, ana, deliver):
    _tell(deliver, _suspended(ana), sequence=2)
    _tell(deliver, _reinstated(ana), sequence=3)
    assert log_in("ana@tienda.co").get(ME).status_code == 200
    assert api_keys.identify(ana.key, address="127.0.0.1") is None


def test_a_suspension_that_comes_after_its_end_changes_nothing(log_in, ana, deliver):
    _tell(deliver, _reinstated(ana), sequence=3)
    _tell(deliver, _suspended(ana), sequence=2)
    assert log_in("ana@tienda.co").get(ME).status_code == 200
    assert api_keys.identify(ana.key, address="127.0.0.1")


def test_knows_a_merchant_by_name(ana, deliver):
    event = CustomerRegisteredV1(
        customer_id=ana.customer_id,
        kind="company",
        size="small",
        display_name="Tienda Ana",
        email="ana@tienda.co",
    )
    _tell(deliver, event, sequence=1, times=5)
    assert Merchant.objects.get().display_name == "Tienda Ana"
