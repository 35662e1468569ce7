"""Collections ordered of operators: claimed, asked for once, logged."""

import re
from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import Guide, OperatorCall, OperatorPickup
from apps.orders.tests import bodies
from apps.orders.tests.carrier import Carrier
from apps.orders.tests.carrier import carrier as serving
from apps.orders.tests.karrio_carrier import SECRETS, Abroad
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"
PATH = f"{BASE}/operator-pickups"
ORDERED = {
    "interrapidisimo": "5501",
    "karrio_dhl_express": "3674",
    "karrio_fedex": "3001",
    "karrio_ups": "2929602E9CP",
}


def wanted(*numbers: str, **changes: Any) -> dict[str, Any]:
    day = clock.today() + timedelta(days=1)
    body = {"numbers": numbers, "day": f"{day}", "ready_from": "08:00", "ready_until": "12:00"}
    return {**body, **changes}


@pytest.mark.parametrize("name", sorted(ORDERED))
def test_an_operator_is_told_to_collect(name, connected, shipped, merchant) -> None:
    with serving(Abroad if name in SECRETS else Carrier) as carrier:
        connected(name, carrier)
        numbers = [shipped(), shipped()]

        answer = merchant.post(PATH, json=wanted(*numbers), key="p")

        asked = carrier.asked[-1]
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert (made["status"], made["reference"], made["pieces"]) == ("ordered", ORDERED[name], 2)
    assert made["numbers"] == sorted(numbers)
    assert f"{clock.today() + timedelta(days=1):%Y}" in asked[2]
    [call] = OperatorCall.objects.filter(operation="pickup")
    assert (call.outcome, call.reference) == ("ok", made["id"])
    assert "Tienda" not in call.sent
    assert merchant.get(f"{PATH}/{made['id']}").json() == made


def test_servientrega_lists_them_in_its_dispatch_manifest(connected, shipped, merchant) -> None:
    with serving() as carrier:
        connected("servientrega", carrier)
        numbers = [shipped(), shipped()]

        made = merchant.post(PATH, json=wanted(*numbers), key="p").json()

        method, path, sent = carrier.asked[-1]
    assert (made["status"], made["reference"]) == ("ordered", "88001")
    assert (method, path) == ("POST", "/GeneracionGuias.asmx")
    known = Guide.objects.filter(number__in=numbers).values_list("operator_number", flat=True)
    assert sorted(re.findall(r"Numero_Guia>(\d+)<", sent)) == sorted(known)


def test_one_that_refuses_says_why(connected, shipped, merchant) -> None:
    with serving() as carrier:
        connected("servientrega", carrier)
        number = shipped()
        carrier.refuses = "La guía ya está en un manifiesto"
        answer = merchant.post(PATH, json=wanted(number), key="p")

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.operator.refused")
    assert "YA ESTA EN UN MANIFIESTO" in answer.json()["detail"]
    assert OperatorPickup.objects.get().status == "refused"


def test_one_without_a_connection_says_so(shipped, merchant) -> None:
    answer = merchant.post(PATH, json=wanted(shipped()), key="p")

    assert answer.json()["code"] == "orders.operator_pickup.not_offered"


def test_the_sandbox_collects(api, rates, quoted, ledger, verified) -> None:
    tester = api.as_merchant(livemode=False)
    verified(tester.customer_id)
    order_id, quote = quoted(tester)
    offer = {"offer_id": bodies.best(quote)["id"]}
    number = tester.post(f"{BASE}/orders/{order_id}/confirm", json=offer, key="k").json()["number"]

    made = tester.post(PATH, json=wanted(number), key="p").json()

    assert (made["status"], made["reference"][:5]) == ("ordered", "SBXP-")


def test_a_guide_is_waited_for_once(connected, shipped, merchant) -> None:
    with serving() as carrier:
        connected("interrapidisimo", carrier)
        number, other = shipped(), shipped()
        first = merchant.post(PATH, json=wanted(number), key="p")
        again = merchant.post(PATH, json=wanted(number), key="p")
        more = merchant.post(PATH, json=wanted(number, other), key="q")
        asked = [path for path in carrier.paths() if "Recogida" in path]

    assert again.json() == first.json()
    assert more.json()["code"] == "orders.operator_pickup.already_ordered"
    assert len(asked) == OperatorPickup.objects.count() == 1


@pytest.mark.parametrize("mode", ["hang", "err", "trickle"])
def test_one_that_nobody_answered_may_be_ordered_again(mode, connected, shipped, merchant) -> None:
    with serving() as carrier:
        connected("interrapidisimo", carrier)
        number = shipped()
        carrier.mode = mode
        lost = merchant.post(PATH, json=wanted(number), key="p")
        carrier.mode = "ok"
        made = merchant.post(PATH, json=wanted(number), key="q")

    assert lost.json()["code"] == "orders.operator.unavailable"
    assert made.json()["status"] == "ordered"
    found = OperatorPickup.objects.order_by("created_at").values_list("status", flat=True)
    assert list(found) == ["unanswered", "ordered"]


def test_one_that_was_cut_off_while_asking_may_be_ordered_again(
    connected, shipped, merchant
) -> None:
    with serving() as carrier:
        connected("interrapidisimo", carrier)
        number = shipped()
        merchant.post(PATH, json=wanted(number), key="p")
        OperatorPickup.objects.update(status="asked", reference="")
        soon = merchant.post(PATH, json=wanted(number), key="q")
        with clock.at(clock.now() + timedelta(minutes=3)):
            later = merchant.post(PATH, json=wanted(number), key="r")

    assert soon.json()["code"] == "orders.operator_pickup.already_ordered"
    assert later.json()["status"] == "ordered"


@pytest.mark.parametrize(
    "changes",
    [
        {"day": "2020-01-01"},
        {"day": "2100-01-01"},
        {"ready_from": "12:00"},
        {"ready_from": "15:00"},
    ],
)
def test_refuses_odd_times(changes, shipped, merchant) -> None:
    answer = merchant.post(PATH, json=wanted(shipped(), **changes), key="p")

    assert (answer.status_code, answer.json()["code"]) == (422, "orders.operator_pickup.bad_time")
    assert OperatorPickup.objects.count() == 0


def test_refuses_guides_of_several_senders(shipped, merchant) -> None:
    other = shipped(
        origin=bodies.party(name="Bodega", dane_code=bodies.BOGOTA, address="Cl 99 # 1")
    )

    answer = merchant.post(PATH, json=wanted(shipped(), other), key="p")

    assert answer.json()["code"] == "orders.operator_pickup.mixed"


def test_refuses_what_was_collected(shipped, merchant) -> None:
    number = shipped()
    Guide.objects.filter(number=number).update(status="picked_up")

    answer = merchant.post(PATH, json=wanted(number), key="p")

    assert (answer.status_code, answer.json()["code"]) == (
        409,
        "orders.operator_pickup.not_waiting",
    )


def test_another_merchants_guides_and_collections_are_not_there(
    connected, shipped, merchant, api
) -> None:
    with serving() as carrier:
        connected("interrapidisimo", carrier)
        number = shipped()
        made = merchant.post(PATH, json=wanted(number), key="p").json()
    another = api.as_merchant()

    assert another.post(PATH, json=wanted(number)).json()["code"] == "orders.guide_not_found"
    assert another.get(f"{PATH}/{made['id']}").json()["code"] == "orders.operator_pickup.not_found"
    assert another.get(PATH).json()["results"] == []
    assert [row["id"] for row in merchant.get(PATH).json()["results"]] == [made["id"]]
