"""A parcel is collected, delivered and paid for at the door by our own courier: what it tells
reaches the merchant's tracking, the ledger and its statement by events alone."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from tests.journeys.fleet import BASE, DOOR, Fleet
from tests.journeys.world import BOGOTA, DATABASES, World, good

# The ledger is verified in a transaction of its own, so what happened must be committed.
pytestmark = pytest.mark.django_db(databases=DATABASES, transaction=True)
COD = "90000"


def tracked(world: World, number: str) -> str:
    told = good(world.api.anonymous().get(f"/api/v1/orders/tracking/{number}"))
    return str(told["status"])


@pytest.fixture
def merchant(world: World) -> Any:
    """Large enough to be collected from."""
    world.open_network()
    client = world.register("zapateria", "800197268-4")
    world.pass_kyc(client)
    world.top_up(client, "500000")
    path = f"/api/v1/customers/merchants/{client.customer_id}/size"
    good(world.admin.put(path, json={"size": "large"}))
    world.settle()
    return client


def shipped(world: World, merchant: Any) -> dict[str, Any]:
    recipient = {
        "name": "Luz Peña",
        "phone": "3109876543",
        "address": "Carrera 7 # 45-10",
        "dane_code": BOGOTA,
    }
    return world.ship(merchant, recipient=recipient, cod_amount=COD)


def booked(fleet: Fleet, merchant: Any, guide: dict[str, Any]) -> dict[str, Any]:
    starts_at = fleet.window(merchant)["starts_at"]
    body = {"place": DOOR, "starts_at": starts_at, "guides": [guide["number"]]}
    pickup: dict[str, Any] = good(merchant.post(f"{BASE}/pickups", json=body))
    return pickup


def test_what_a_courier_does_reaches_tracking_ledger_and_statement(
    world: World, merchant: Any
) -> None:
    fleet = Fleet(world)
    guide = shipped(world, merchant)
    number = guide["number"]
    pickup = booked(fleet, merchant, guide)
    fleet.drive(fleet.window(merchant))

    stop = fleet.put(pickup_id=pickup["id"])
    steps = [("start", None, {}), ("arrive", stop, {}), ("scan", stop, {"label": f"{number}-1"})]
    assert fleet.tell(*steps, ("collect", stop, {"received_by": "Ana"})) == ["applied"] * 4
    assert good(merchant.get(f"{BASE}/pickups/{pickup['id']}"))["status"] == "picked_up"
    assert tracked(world, number) == "picked_up"

    (planned,) = good(
        world.admin.post(f"{BASE}/deliveries", json={"guides": [number], "day": fleet.day})
    )["results"]
    assert planned["code"] == "", planned
    door = fleet.put(guide_number=number)
    proof = {"received_by": "Luz Peña", "document": "52111222"}
    paid = {"collected": COD, "method": "cash"}
    told = fleet.tell(("arrive", door, {}), ("deliver", door, {**proof, **paid}))
    assert told == ["applied"] * 2
    assert fleet.tell(("finish", None, {})) == ["applied"]
    assert tracked(world, number) == "delivered"
    cod = good(merchant.get(f"/api/v1/orders/cod/{number}"))
    assert (cod["status"], Decimal(cod["collected"]["amount"])) == ("collected", Decimal(COD))
    statement = good(merchant.get(f"/api/v1/orders/guides/{number}/statement"))
    assert Decimal(statement["collected"]["amount"]) == Decimal(COD)

    # A thousand pesos are missing when the courier's cash is counted.
    count = {"counted": "89000", "explanation": "Faltó un billete", "slip": "C-9"}
    close = good(world.admin.post(f"{BASE}/runs/{fleet.run['id']}/cash-close", json=count))
    assert Decimal(close["difference"]["amount"]) == -1000
    world.settle()
    assert good(merchant.get(f"/api/v1/orders/cod/{number}"))["status"] == "remitted"
    call_command("ledger", "verify")


def test_a_guide_voided_comes_off_the_run(world: World, merchant: Any) -> None:
    fleet = Fleet(world)
    guide = shipped(world, merchant)
    pickup = booked(fleet, merchant, guide)
    fleet.drive(fleet.window(merchant))
    stop = fleet.put(pickup_id=pickup["id"])

    path = f"/api/v1/orders/guides/{guide['number']}/void"
    good(merchant.post(path, json={"reason": "se equivocó de talla"}))
    world.settle()

    run = good(world.admin.get(f"{BASE}/runs/{fleet.run['id']}"))
    assert stop["id"] not in {left["id"] for left in run["stops"]}
    assert good(merchant.get(f"{BASE}/pickups/{pickup['id']}"))["status"] == "cancelled"
    window = fleet.window(merchant)
    assert (window["starts_at"], window["places"]) == (pickup["window_start"], 5)
