"""What comes after a piece was dropped: corrections, a void, its weight, its label, its money."""

from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import Cod, Guide, Incident
from apps.orders.tests import bodies
from apps.orders.tests.collecting import BASE, lines
from quenty.contracts.pickups.events import PiecesReturnedFromPointV1
from quenty.contracts.pickups.road_events import CourierEnRouteV1, DeliveryAttemptedV1
from quenty.contracts.pickups.shapes import Piece
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
TWO = {"pieces": [bodies.piece(), bodies.piece()]}


@pytest.fixture
def dropped(collecting: Any, confirmed: Any, merchant: Any) -> Any:
    """`dropped(*events, **order)`: a guide whose first piece went so far; its second never did."""

    def make(*events: str, **order: Any) -> dict[str, Any]:
        guide: dict[str, Any] = confirmed(**TWO, **order)
        for event in events:
            collecting.tell(guide, event, pieces=[1])
        body = {"reason": "No se entregó", "pieces": [2]}
        done = merchant.post(f"{BASE}/guides/{guide['number']}/void", json=body)
        assert done.status_code == 200, done.json()
        return guide

    return make


def states() -> list[str]:
    return list(Guide.objects.get().pieces.order_by("number").values_list("status", flat=True))


def correct(api: Any, guide: dict[str, Any], to: str) -> None:
    body = {"to": to, "reason": "escaneo errado"}
    path = f"{BASE}/guides/{guide['number']}/corrections"
    asked = api.as_role("support").post(path, json=body).json()
    path = f"{BASE}/corrections/{asked['id']}/decision"
    assert api.as_role("admin").post(path, json={"approve": True}).status_code == 200


def test_a_correction_does_not_bring_back_what_nobody_handed_over(dropped, collecting, api) -> None:
    guide = dropped("picked_up", "delivered", cod_amount="90000")
    correct(api, guide, "in_transit")
    collecting.settle()
    assert states() == ["in_transit", "voided"]

    collecting.tell(guide, "delivered", pieces=[1])

    assert (Guide.objects.get().status, states()) == ("delivered", ["delivered", "voided"])
    assert Cod.objects.get().status == "collected"


@pytest.fixture
def taken_back(dropped: Any, deliver: Any) -> Any:
    """A guide whose second piece was dropped; its sender took the first back from a point."""

    def make() -> Guide:
        dropped("received_at_point")
        row = Guide.objects.get()
        event = PiecesReturnedFromPointV1(
            guide_id=row.id,
            guide_number=row.number,
            customer_id=row.customer_id,
            point_id=new_id(),
            pieces=(Piece(number=1),),
            reason="lo retira",
            municipality="11001",
            occurred_at=clock.now(),
            purpose="drop_off",
        )
        deliver(event, consumer_context="orders", aggregate_id=row.id)
        row.refresh_from_db()
        assert (row.status, states()) == ("generated", ["generated", "voided"])
        return row

    return make


def test_what_is_left_is_voided_as_a_whole_and_its_price_goes_back(
    taken_back, merchant, ledger, run_jobs
) -> None:
    row = taken_back()
    path = f"{BASE}/guides/{row.number}/void"
    done = merchant.post(path, json={"reason": "ya no"})
    assert (done.status_code, done.json()["status"]) == (200, "voided")
    run_jobs("orders")
    assert not ledger.captured
    assert row.events.filter(event="voided").count() == 2


def test_what_may_still_be_voided_is_not_refunded_beside(taken_back, collecting) -> None:
    row = taken_back()
    body = {"cause": "operator_fault", "percent": 100, "reason": "x"}
    told = collecting.staff.post(f"{BASE}/guides/{row.number}/refunds", json=body)
    assert (told.status_code, told.json()["code"]) == (409, "orders.freight.not_collected")


def test_after_its_term_what_is_left_is_voided_too(taken_back, ledger, run_jobs) -> None:
    row = taken_back()
    with clock.at(clock.now() + timedelta(days=31)):
        JOBS["orders.void_uncollected"].run()
        run_jobs("orders")
    row.refresh_from_db()
    assert row.status == "voided"
    assert not ledger.captured


def test_nobody_can_have_weighed_it(dropped, api) -> None:
    guide = dropped("picked_up")
    body = {"pieces": [bodies.piece(number=2, weight_kg="9")]}
    told = api.as_role("support").post(f"{BASE}/guides/{guide['number']}/weights", json=body)
    assert (told.status_code, told.json()["code"]) == (409, "orders.weight.not_collected")


def test_what_went_is_weighed_while_another_piece_waits(confirmed, collecting) -> None:
    guide = confirmed(**TWO)
    collecting.tell(guide, "in_transit", pieces=[1])
    answers = {}
    for number in (2, 1):
        body = {"pieces": [bodies.piece(number=number, weight_kg="9")]}
        told = collecting.staff.post(f"{BASE}/guides/{guide['number']}/weights", json=body)
        answers[number] = told.status_code
    assert answers == {2: 409, 1: 201}


def test_it_has_no_label_and_the_others_keep_their_numbers(dropped, merchant) -> None:
    number = dropped("picked_up")["number"]
    zpl = b"".join(merchant.get(f"{BASE}/guides/{number}/label?format=zpl").streaming_content)
    assert (zpl.count(b"^XA"), b"1/2" in zpl) == (1, True)
    picture = merchant.get(f"{BASE}/guides/{number}/label?format=png&piece=2")
    assert picture.json()["code"] == "orders.label.no_such_piece"


def test_an_incident_of_all_pieces_ends_with_those_that_went(dropped, collecting) -> None:
    guide = dropped("picked_up")
    body = {"reason": "address_incomplete", "comment": "No es claro"}
    path = f"{BASE}/guides/{guide['number']}/incidents"
    assert collecting.staff.post(path, json=body).status_code == 201
    assert Incident.objects.get().status == "reported"
    collecting.tell(guide, "delivered", pieces=[1])
    row = Incident.objects.get()
    assert (row.status, row.outcome) == ("resolved", "delivered")


def test_where_the_rest_is_is_told_of_the_pieces_that_are_there(dropped, published) -> None:
    dropped("picked_up", "delivered")
    [(told, _)] = published("orders.guide.delivered")
    assert told.pieces == (1,)


@pytest.mark.parametrize(("end", "amount"), [("lost", 90_000), ("returned", 0)])
def test_an_operator_that_delivered_a_part_answers_for_the_money_until_a_person_decides(
    end, amount, collecting, confirmed, merchant
) -> None:
    guide = confirmed(cod_amount="90000", **TWO)
    collecting.tell(guide, "picked_up")
    collecting.tell(guide, "delivered", pieces=[1])
    collecting.tell(guide, end, pieces=[2])
    cod = Cod.objects.get()
    assert (cod.status, cod.dispute_reason) == ("collected", "part_not_delivered")
    assert lines(guide, merchant)["collected"] == 90_000

    body = {"amount": str(amount), "reason": "Según el operador"}
    decided = collecting.staff.post(f"{BASE}/cod/{guide['number']}/settle", json=body)
    assert decided.status_code == 200, decided.json()
    collecting.settle()

    assert lines(guide, merchant).get("collected", 0) == amount
    assert ("fee" in lines(guide, merchant)) == bool(amount)
    assert ("return_freight" in lines(guide, merchant)) == (end == "returned")
    assert Cod.objects.get().disputed_at is None


@pytest.fixture
def visited(deliver: Any) -> Any:
    """`visited(guide)`: our courier drove to its recipient's door, and nobody was there."""

    def visit(guide: Guide) -> None:
        of: dict[str, Any] = {
            "run_id": new_id(),
            "driver_id": new_id(),
            "stop_id": new_id(),
            "customer_id": guide.customer_id,
            "guide_id": guide.id,
            "guide_number": guide.number,
            "municipality": "05001",
            "occurred_at": clock.now(),
        }
        leaves = CourierEnRouteV1(
            **of, kind="delivery", pickup_id=None, eta=clock.now(), tracking_token=""
        )
        nobody = DeliveryAttemptedV1(
            **{**of, "occurred_at": clock.now() + timedelta(seconds=1)},
            attempt=1,
            reason="customer_absent",
            retry_on=None,
            final=False,
            far_from_address=False,
        )
        for told in (leaves, nobody):
            deliver(told, consumer_context="orders", aggregate_id=guide.id)

    return visit


def test_a_couriers_visit_is_of_the_pieces_that_it_has(
    visited, confirmed, collecting, merchant
) -> None:
    guide = confirmed(**TWO)
    collecting.tell(guide, "picked_up", pieces=[1])
    visited(Guide.objects.get())
    assert states() == ["delivery_failed", "generated"]
    assert Incident.objects.get().piece_numbers == [1]

    body = {"reason": "No se entregó", "pieces": [2]}
    merchant.post(f"{BASE}/guides/{guide['number']}/void", json=body)
    collecting.tell(guide, "delivered", pieces=[1])

    assert Guide.objects.get().status == "delivered"
    assert Incident.objects.get().outcome == "delivered"


def test_a_visit_before_any_collection_was_told_is_of_all(visited, confirmed) -> None:
    confirmed(**TWO)
    visited(Guide.objects.get())
    assert states() == ["delivery_failed", "delivery_failed"]
