"""Ends put right by four eyes, data changed before pickup, and the one search."""

from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import Guide, GuideMend, Order
from apps.orders.services.correct_guide import CORRECTABLE
from apps.orders.tests import bodies
from apps.orders.tests.grants import refusal
from quenty.kernel import clock
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"


@pytest.fixture
def ended(confirmed: Any, api: Any) -> Any:
    """`ended(event)`: the number of a guide that ended so."""

    def end(event: str = "delivered", **changes: Any) -> str:
        with clock.at(clock.now() - timedelta(hours=5)):
            number = str(confirmed(**changes)["number"])
        body = {"event": event, "occurred_at": (clock.now() - timedelta(hours=1)).isoformat()}
        api.as_role("support").post(f"{BASE}/guides/{number}/events", json=body)
        return number

    return end


def ask(client: Any, number: str, to: str) -> Any:
    return client.post(
        f"{BASE}/guides/{number}/corrections", json={"to": to, "reason": "escaneo errado"}
    )


def decide(client: Any, asked: Any, *, approve: bool = True) -> Any:
    path = f"{BASE}/corrections/{asked.json()['id']}/decision"
    return client.post(path, json={"approve": approve})


@pytest.mark.parametrize("event", sorted(CORRECTABLE - {"damaged"}))
def test_an_end_is_put_right_by_two_people(event, ended, api, published) -> None:
    number = ended(event)

    asked = ask(api.as_role("support"), number, "in_transit")
    assert Guide.objects.get().status == event
    done = decide(api.as_role("admin"), asked)

    assert (asked.status_code, done.status_code) == (201, 200), done.json()
    row = Guide.objects.get()
    assert (row.status, row.closed_at, row.delivered_at) == ("in_transit", None, None)
    assert set(row.pieces.values_list("status", flat=True)) == {"in_transit"}
    assert Order.objects.get().status == "with_guide"
    [(told, _)] = published("orders.guide.corrected")
    was_delivered = event == "delivered"
    assert (told.before, told.after) == (event, "in_transit")
    assert (told.undo_cod, told.undo_commission) == (was_delivered, was_delivered)


def test_whoever_asks_does_not_decide(ended, api) -> None:
    boss = api.as_role("admin")
    asked = ask(boss, ended(), "returned")

    refused = decide(boss, asked)

    assert (refused.status_code, refused.json()["code"]) == (409, "orders.correction.same_person")
    assert Guide.objects.get().status == "delivered"
    assert (
        refusal("UPDATE orders_guidecorrection SET decided_by = asked_by, status = 'approved'")
        == "23514"
    )


def test_after_a_correction_the_parcel_goes_on_and_late_news_move_nothing(ended, api) -> None:
    number, staff = ended(), api.as_role("support")
    decide(api.as_role("admin"), ask(staff, number, "in_transit"))
    path = f"{BASE}/guides/{number}/events"

    late = (clock.now() - timedelta(minutes=90)).isoformat()
    old = staff.post(path, json={"event": "lost", "occurred_at": late})
    new = staff.post(path, json={"event": "delivered"})

    assert (old.json()["applied"], new.json()["applied"]) == (False, True)
    assert Guide.objects.get().status == "delivered"


@pytest.mark.parametrize(("to", "asked"), [("in_transit", True), ("lost", False)])
def test_a_parcel_that_goes_on_is_asked_for_again(to, asked, ended, api) -> None:
    number = ended()
    Guide.objects.update(livemode=False, operator_number="SB-1", next_poll_at=None)

    decide(api.as_role("admin"), ask(api.as_role("support"), number, to))

    assert (Guide.objects.get().next_poll_at is not None) is asked


def test_a_rejection_changes_nothing(ended, api, published) -> None:
    asked = ask(api.as_role("support"), ended(), "lost")

    assert decide(api.as_role("admin"), asked, approve=False).json()["status"] == "rejected"
    assert decide(api.as_role("admin"), asked).json()["code"] == "orders.correction.decided"

    assert Guide.objects.get().status == "delivered"
    assert published("orders.guide.corrected") == []


@pytest.mark.parametrize("to", ["delivered", "voided"])
def test_refuses_what_corrects_nothing(to, ended, api) -> None:
    answer = ask(api.as_role("support"), ended(), to)

    assert answer.status_code in (409, 422)
    assert Guide.objects.get().corrections.count() == 0


def test_what_has_not_ended_is_not_corrected(confirmed, api) -> None:
    answer = ask(api.as_role("support"), confirmed()["number"], "lost")

    assert answer.json()["code"] == "orders.correction.not_correctable"


def test_data_are_mended_before_pickup_with_history(confirmed, merchant, published) -> None:
    number = confirmed(cod_amount="50000")["number"]
    path = f"{BASE}/guides/{number}/mend"

    done = merchant.post(path, json={"recipient_address": "Carrera 1 # 2-3", "cod_amount": "40000"})
    more = merchant.post(path, json={"cod_amount": "60000"})
    same = merchant.post(path, json={"cod_amount": "40000"})

    assert done.status_code == 200, done.json()
    assert done.json()["collect"]["amount"] == "40000.00"
    assert more.json()["code"] == "orders.mend.cod_only_lower"
    assert same.json()["code"] == "orders.mend.nothing"
    order = Order.objects.get()
    assert (order.recipient_address, order.cod_amount) == ("Carrera 1 # 2-3", Money(40_000, COP))
    mend = GuideMend.objects.get()
    assert mend.before["recipient_address"] == "Calle 10 # 20-30"
    [(told, _)] = published("orders.guide.mended")
    assert told.fields == ("cod_amount", "recipient_address")
    assert refusal("UPDATE orders_guidemend SET actor = 'x'") == "42501"


def test_nothing_is_mended_once_a_piece_was_collected(confirmed, merchant, api) -> None:
    number = confirmed(pieces=[bodies.piece(), bodies.piece()])["number"]
    api.as_role("support").post(
        f"{BASE}/guides/{number}/events", json={"event": "picked_up", "pieces": [2]}
    )

    answer = merchant.post(f"{BASE}/guides/{number}/mend", json={"recipient_name": "Otra"})

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.mend.not_mendable")


@pytest.mark.parametrize(
    "q", ["{number}", "ana góm", "3001234567", "900555111", "{order_id}", "REF-77", "{spaced}"]
)
def test_one_search_finds_a_guide_by_what_people_have(q, confirmed, api, merchant) -> None:
    guide = confirmed(
        reference="REF-77", recipient=bodies.party(document="900555111", name="Ana Gómez")
    )
    number = guide["number"]
    spaced = number.replace("1", "1 ")
    typed = q.format(number=number, order_id=guide["order_id"], spaced=spaced)

    for client in (api.as_role("support"), merchant):
        found = client.get(f"{BASE}/search?q={typed}").json()["results"]
        assert [one["number"] for one in found] == [number]
    assert api.as_merchant().get(f"{BASE}/search?q={typed}").json()["results"] == []
