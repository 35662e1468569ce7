"""What the gateway writes of parcels that wait at a point."""

from datetime import datetime
from typing import Any

import pytest

from apps.gateway.models import Delivery, User
from apps.gateway.services.send_message import LINK_SEAL
from quenty.contracts.pickups.events import DeskCodeIssuedV1, PiecesWaitingLongV1
from quenty.kernel.clock import BOGOTA
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform.crypto import unseal

pytestmark = pytest.mark.django_db(databases=["default"])
RECIPIENT, CODE = "luz.pena@correo.co", "418207"
NOON = datetime(2026, 3, 5, 12, tzinfo=BOGOTA)


@pytest.fixture
def tell(deliver: Any) -> Any:
    def act(event: Any, **envelope: Any) -> dict[str, Delivery]:
        deliver(event, consumer_context="gateway", aggregate_id=event.guide_id, **envelope)
        return {row.recipient: row for row in Delivery.objects.all()}

    return act


def code_issued(**changes: Any) -> DeskCodeIssuedV1:
    values: dict[str, Any] = {
        "guide_id": new_id(),
        "guide_number": "QTY100000011",
        "customer_id": new_id(),
        "point_id": new_id(),
        "point_name": "Droguería La 93",
        "point_address": "Calle 93 # 14-20",
        "municipality": "11001",
        "collect": Money(45_000, COP),
        "occurred_at": NOON,
        "recipient_name": "Luz Peña",
        "recipient_email": RECIPIENT,
        "code": CODE,
    }
    return DeskCodeIssuedV1(**{**values, **changes})


def waiting(**changes: Any) -> PiecesWaitingLongV1:
    values: dict[str, Any] = {
        "guide_id": new_id(),
        "guide_number": "QTY100000011",
        "customer_id": new_id(),
        "point_id": new_id(),
        "since": NOON,
        "franchise_id": new_id(),
        "point_name": "Droguería La 93",
    }
    return PiecesWaitingLongV1(**{**values, **changes})


def test_the_recipient_gets_the_code_and_the_log_does_not(tell) -> None:
    (row,) = tell(code_issued()).values()

    assert (row.recipient, row.template) == (RECIPIENT, "desk_code_for_recipient")
    assert unseal(bytes(row.link_sealed), purpose=LINK_SEAL).decode() == CODE
    assert CODE not in row.body + row.subject
    for said in ("Luz Peña", "QTY100000011", "Droguería La 93", "Calle 93 # 14-20", "$ 45.000 COP"):
        assert said in row.body


def test_no_code_is_sent_of_what_is_tried_out(tell) -> None:
    assert tell(code_issued(), livemode=False) == {}
    assert tell(waiting(), livemode=False) == {}


def test_the_merchant_and_the_point_hear_that_nobody_came(tell) -> None:
    event = waiting()
    for email, roles, owner in (
        ("ana@tienda.co", ["merchant"], {"customer_id": event.customer_id}),
        ("punto@la93.co", ["franchisee"], {"franchise_id": event.franchise_id}),
        ("otra@tienda.co", ["merchant"], {"customer_id": new_id()}),
        ("otro@punto.co", ["franchisee"], {"franchise_id": new_id()}),
    ):
        User.objects.create_user(email, "x", roles=roles, **owner)

    sent = tell(event)

    assert {a: row.template for a, row in sent.items()} == {
        "ana@tienda.co": "waiting_long_for_sender",
        "punto@la93.co": "waiting_long_for_point",
    }
    for row in sent.values():
        for said in ("QTY100000011", "Droguería La 93", "05/03/2026"):
            assert said in row.body


def test_of_a_drop_off_the_merchant_hears_that_the_courier_did_not_come(tell) -> None:
    event = waiting(purpose="drop_off", franchise_id=None)
    User.objects.create_user("a@b.co", "x", roles=["merchant"], customer_id=event.customer_id)

    (row,) = tell(event).values()

    assert row.template == "waiting_for_courier_for_sender"
