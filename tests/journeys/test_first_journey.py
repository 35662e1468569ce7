"""Register, pass KYC, top up, quote, confirm, label, track: by HTTP alone."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from tests.journeys.world import DATABASES, World, good

# The ledger is verified in a transaction of its own, so what happened must be committed.
pytestmark = pytest.mark.django_db(databases=DATABASES, transaction=True)


def amount(money: dict[str, Any]) -> Decimal:
    return Decimal(money["amount"])


def test_a_parcel_is_quoted_paid_labelled_and_tracked(world: World) -> None:
    world.open_network()
    merchant = world.register("zapateria", "800197268-4")
    world.pass_kyc(merchant)
    world.top_up(merchant, "500000")

    order = world.order(merchant)
    quote = world.quote(merchant, order)
    (offer,) = [o for o in quote["offers"] if o["available"]]
    assert sum(amount(line["amount"]) for line in offer["lines"]) == amount(offer["total"])

    guide = good(world.confirm(merchant, order, quote, key="confirm-1"))
    again = world.confirm(merchant, order, quote, key="confirm-1")
    assert again.json()["number"] == guide["number"]
    world.settle()

    wallet = world.wallet(merchant)
    assert amount(wallet["available"]) == 500_000 - amount(offer["total"])
    assert amount(wallet["held"]) == 0

    label = merchant.get(f"/api/v1/orders/guides/{guide['number']}/label?format=pdf_4x6")
    assert label.getvalue()[:5] == b"%PDF-"

    told = {"event": "picked_up", "occurred_at": guide["issued_at"], "place": "Bogotá"}
    where = f"/api/v1/orders/guides/{guide['number']}/events"
    answer = world.admin.post(where, json=told)
    assert answer.status_code in (200, 201), answer.content
    tracking = good(world.api.anonymous().get(f"/api/v1/orders/tracking/{guide['number']}"))
    assert tracking["status"] == "picked_up"
    assert "Ana Gómez" not in str(tracking)

    call_command("ledger", "verify")


def test_who_has_no_money_gets_no_guide_and_may_try_again(world: World) -> None:
    world.open_network()
    merchant = world.register("zapateria", "800197268-4")
    world.pass_kyc(merchant)
    order = world.order(merchant)
    quote = world.quote(merchant, order)

    refused = world.confirm(merchant, order, quote, key="a")
    assert (refused.status_code, refused.json()["code"]) == (402, "customers.insufficient_funds")
    assert good(merchant.get("/api/v1/orders/guides"))["results"] == []

    world.top_up(merchant)
    assert world.confirm(merchant, order, quote, key="b").status_code == 201


def test_a_voided_guide_gives_the_money_back(world: World) -> None:
    world.open_network()
    merchant = world.register("zapateria", "800197268-4")
    world.pass_kyc(merchant)
    world.top_up(merchant, "500000")
    guide = world.ship(merchant)

    where = f"/api/v1/orders/guides/{guide['number']}/void"
    good(merchant.post(where, json={"reason": "se equivocó de talla"}))
    world.settle()
    assert amount(world.wallet(merchant)["available"]) == 500_000
    call_command("ledger", "verify")
