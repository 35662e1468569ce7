"""Operators abroad as somebody uses them: connected, quoted, confirmed, followed, voided."""

import sys
from datetime import timedelta
from typing import Any

import pytest
from django.core.checks import Tags, run_checks

from apps.orders.models import Guide, OperatorAccount, OperatorCall, OperatorPaper
from apps.orders.services.operators import live_rates
from apps.orders.services.operators.breakers import forget_breakers
from apps.orders.tests import bodies
from apps.orders.tests.carrier import carrier as serving
from apps.orders.tests.karrio_carrier import SECRETS, SERVICES, Abroad
from quenty.kernel import clock
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"
ABROAD = sorted(SECRETS)


@pytest.fixture
def carrier() -> Any:
    forget_breakers()
    with serving(Abroad) as running:
        yield running
    forget_breakers()


@pytest.fixture
def connect(api: Any, rates: Any, carrier: Any) -> Any:
    """`connect(adapter, **changes)`: the answer to connecting the ground operator."""

    def act(name: str, **changes: Any) -> Any:
        body = {
            "operator_id": str(rates.ground.operator_id),
            "adapter": name,
            "base_url": carrier.url,
            "settings": {"service_ground": SERVICES[name]},
            "secrets": SECRETS[name],
            "seconds": "3",
            "breaker_failures": 2,
            **changes,
        }
        return api.as_role("admin").post(f"{BASE}/operators/accounts", json=body)

    return act


@pytest.fixture
def without_extra(monkeypatch: Any) -> None:
    for module in ("karrio", *(name for name in sys.modules if name.startswith("karrio."))):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "apps.orders.neighbours.operators.karrio_sdk", raising=False)


def confirm(client: Any, order_id: str, quote: dict[str, Any]) -> dict[str, Any]:
    path = f"{BASE}/orders/{order_id}/confirm"
    answer = client.post(path, json={"offer_id": bodies.offer(quote, "ground")["id"]}, key="k")
    assert answer.status_code == 201, answer.json()
    return dict(answer.json())


@pytest.mark.parametrize("name", ABROAD)
def test_from_credentials_to_a_guide_that_is_followed(
    name, connect, quoted, merchant, ledger, carrier
) -> None:
    assert connect(name).status_code == 200
    order_id, quote = quoted()

    guide = confirm(merchant, order_id, quote)

    [number] = carrier.booked.values()
    assert Guide.objects.get(number=guide["number"]).operator_number == number
    at = (clock.now() + timedelta(hours=1)).astimezone(clock.BOGOTA)
    carrier.told[number] = [{"code": "PU", "at": f"{at:%Y-%m-%dT%H:%M:%S}", "place": "BOGOTA"}]
    with clock.at(clock.now() + timedelta(hours=2)):
        JOBS["orders.poll_operators"].run()
    assert Guide.objects.get(number=guide["number"]).status == "picked_up"
    calls = OperatorCall.objects.order_by("at").values_list("operation", "outcome")
    assert list(calls) == [("check", "ok"), ("book", "ok"), ("track", "ok")]


@pytest.mark.parametrize("name", ABROAD)
def test_the_carriers_own_label_is_kept_sealed_and_given_to_its_merchant(
    name, connect, quoted, merchant, ledger, api
) -> None:
    connect(name)
    guide = confirm(merchant, *quoted())
    path = f"{BASE}/guides/{guide['number']}/operator-label"

    mine, another = merchant.get(path), api.as_merchant().get(path)

    assert mine.content.startswith(b"%PDF")
    assert mine["content-type"] == "application/pdf"
    assert another.json()["code"] == "orders.guide_not_found"
    # Four letters would turn up by chance in megabytes of cipher, once in a thousand runs.
    assert mine.content[:32] not in bytes(OperatorPaper.objects.get().sealed)


def test_an_operator_without_a_label_of_its_own_says_so(confirmed, merchant) -> None:
    number = confirmed()["number"]

    answer = merchant.get(f"{BASE}/guides/{number}/operator-label")

    assert (answer.status_code, answer.json()["code"]) == (404, "orders.operator.no_label")


@pytest.mark.parametrize("name", ["karrio_fedex", "karrio_ups"])
def test_voiding_takes_the_booking_back(
    name, connect, quoted, merchant, ledger, carrier, run_jobs
) -> None:
    connect(name)
    guide = confirm(merchant, *quoted())

    path = f"{BASE}/guides/{guide['number']}/void"
    assert merchant.post(path, json={"reason": "ya no"}).status_code == 200
    run_jobs("orders")

    assert carrier.cancelled == list(carrier.booked.values())


@pytest.mark.parametrize("name", ABROAD)
@pytest.mark.parametrize("mode", ["hang", "err", "trickle", "garbage"])
def test_one_that_is_ill_opens_its_breaker_and_the_others_answer(
    name, mode, connect, placed, merchant, carrier, monkeypatch
) -> None:
    assert connect(name, live_rates=True, seconds="0.4").status_code == 200
    monkeypatch.setattr(live_rates, "DEADLINE_S", 1.0)
    carrier.mode, asked = mode, len(carrier.asked)

    for _ in range(3):
        path = f"{BASE}/orders/{placed(cod_amount='0')['id']}/quotes/live"
        quote = merchant.post(path, json={}).json()
        reasons = bodies.offer(quote, "ground")["reasons"]
        assert [reason["code"] for reason in reasons] == ["operator_away"]
        assert bodies.offer(quote, "express")["available"]

    assert len(carrier.asked) - asked == 2
    assert OperatorCall.objects.filter(outcome="broken_off").count() == 1


@pytest.mark.parametrize("name", ABROAD)
def test_live_its_price_is_the_cost(name, connect, placed, merchant) -> None:
    connect(name, live_rates=True)

    path = f"{BASE}/orders/{placed(cod_amount='0')['id']}/quotes/live"
    offer = bodies.offer(merchant.post(path, json={}).json(), "ground")

    asked = OperatorCall.objects.get(operation="quote")
    assert (offer["available"], asked.outcome) == (True, "ok")


@pytest.mark.parametrize("name", ABROAD)
def test_without_the_extra_it_can_not_be_connected(name, connect, without_extra) -> None:
    answer = connect(name)

    assert answer.status_code == 422
    assert answer.json()["code"] == "orders.operator.extra_missing"
    assert OperatorAccount.objects.count() == 0


def test_the_check_names_an_operator_that_lost_its_extra(connect, without_extra, request) -> None:
    assert run_checks(tags=[Tags.database], databases=["orders"]) == []
    OperatorAccount.objects.create(
        operator_id="0190c1d8-0000-7000-8000-000000000001",
        operator_code="FDX",
        adapter="karrio_fedex",
        sealed=b"-",
    )

    [warning] = run_checks(tags=[Tags.database], databases=["orders"])

    assert warning.id == "orders.W001"
    assert "FDX" in warning.msg
