"""How a delivery was proven, for anybody; who received it, for who holds the link."""

from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import Guide, LateProof
from apps.orders.services.share_tracking import share_token
from quenty.contracts.pickups.api import PickupsApi
from quenty.contracts.pickups.events import PiecesHandedOverV1
from quenty.contracts.pickups.road_events import DeliveryCompletedV1, DeliveryProvenV1
from quenty.contracts.pickups.shapes import Piece
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
TRACKING = "/api/v1/orders/tracking"


@pytest.fixture
def guide(confirmed: Any) -> Any:
    with clock.at(clock.now() - timedelta(hours=12)):
        return Guide.objects.get(number=confirmed()["number"])


def delivered(guide: Guide, deliver: Any, *proof: str, pending: tuple[str, ...] = ()) -> None:
    event = DeliveryCompletedV1(
        guide_id=guide.id,
        guide_number=guide.number,
        customer_id=guide.customer_id,
        run_id=new_id(),
        driver_id=new_id(),
        stop_id=new_id(),
        attempt=1,
        pieces=(Piece(number=1),),
        whole=True,
        due=guide.collect,
        collected=guide.collect,
        method="cash",
        proof=proof,
        proof_pending=pending,
        far_from_address=False,
        municipality="05001",
        occurred_at=clock.now() - timedelta(minutes=5),
        received_by="Rosa Díaz, vecina",
    )
    deliver(event, consumer_context="orders", aggregate_id=guide.id)


def proven(guide: Guide, deliver: Any, *proof: str, attempt_id: Any = None) -> None:
    event = DeliveryProvenV1(
        guide_id=guide.id,
        guide_number=guide.number,
        customer_id=guide.customer_id,
        stop_id=new_id(),
        attempt_id=attempt_id or new_id(),
        attempt=1,
        proof=proof,
        occurred_at=clock.now() - timedelta(minutes=5),
    )
    deliver(event, consumer_context="orders", aggregate_id=guide.id)


def at_the_desk(guide: Guide, deliver: Any, *, to: str, checked_by: str) -> None:
    event = PiecesHandedOverV1(
        guide_id=guide.id,
        guide_number=guide.number,
        customer_id=guide.customer_id,
        point_id=new_id(),
        pieces=(Piece(number=1),),
        whole=True,
        to=to,
        checked_by=checked_by,
        municipality="05001",
        occurred_at=clock.now() - timedelta(minutes=5),
    )
    deliver(event, consumer_context="orders", aggregate_id=guide.id)


def test_the_page_says_how_and_only_the_link_says_who(guide, deliver, api, fake_neighbour) -> None:
    fake_neighbour(PickupsApi, proof_pictures=lambda **asked: ())
    delivered(guide, deliver, "photo", "signature")
    path = f"/track/{guide.number}"

    public = api.anonymous().get(f"{path}?lang=es").content.decode()
    english = api.anonymous().get(f"{path}?lang=en").content.decode()
    whole = api.anonymous().get(f"{path}?token={share_token(guide.number)}").content.decode()

    assert "Constancia: firma, foto." in public
    assert "Proven by signature, photo." in english
    assert "Rosa Díaz" not in public + english
    assert "Rosa Díaz, vecina" in whole


def test_the_api_tells_the_same(guide, deliver, api) -> None:
    delivered(guide, deliver, "code")

    told = api.anonymous().get(f"{TRACKING}/{guide.number}").json()["delivery"]

    assert (told["proof"], told["received_by"]) == (["code"], "")


@pytest.mark.parametrize("checked_by", ["code", "identity"])
def test_a_desk_that_checked_the_recipient_proves_it_too(checked_by, guide, deliver, api) -> None:
    at_the_desk(guide, deliver, to="recipient", checked_by=checked_by)

    told = api.anonymous().get(f"{TRACKING}/{guide.number}").json()

    assert (told["status"], told["delivery"]["proof"]) == ("delivered", [checked_by])


def test_what_a_courier_takes_from_a_desk_proves_nothing(guide, deliver, merchant) -> None:
    at_the_desk(guide, deliver, to="courier", checked_by="identity")

    assert [event.proof for event in guide.events.filter(event="picked_up")] == [[]]


@pytest.mark.parametrize("late", [True, False], ids=["after it", "before it"])
def test_a_picture_that_came_apart_from_the_delivery_proves_it(late, guide, deliver, api) -> None:
    visit = new_id()
    if late:
        delivered(guide, deliver)
        assert "Constancia" not in api.anonymous().get(f"/track/{guide.number}").content.decode()
    proven(guide, deliver, "signature", attempt_id=visit)
    proven(guide, deliver, "signature", attempt_id=visit)
    if not late:
        delivered(guide, deliver)

    page = api.anonymous().get(f"/track/{guide.number}?lang=en").content.decode()
    told = api.anonymous().get(f"{TRACKING}/{guide.number}").json()

    assert "Proven by signature." in page
    assert (told["status"], told["delivery"]["proof"]) == ("delivered", ["signature"])
    assert [row.proof for row in guide.late_proofs.all()] == [["signature"]]


def test_a_picture_alone_delivers_nothing(guide, deliver, api) -> None:
    before = guide.status
    proven(guide, deliver, "photo")

    told = api.anonymous().get(f"{TRACKING}/{guide.number}").json()
    assert (told["status"], told["delivery"]) == (before, None)


def test_a_picture_of_a_guide_that_is_not_ours_is_left_alone(deliver) -> None:
    stranger = Guide(number="X1", customer_id=new_id())
    proven(stranger, deliver, "photo")

    assert not LateProof.objects.exists()


def test_where_nobody_told_how_nothing_is_said(guide, api) -> None:
    body = {"event": "delivered"}
    api.as_role("support").post(f"/api/v1/orders/guides/{guide.number}/events", json=body)

    assert api.anonymous().get(f"{TRACKING}/{guide.number}").json()["delivery"]["proof"] == []
    assert "Constancia" not in api.anonymous().get(f"/track/{guide.number}").content.decode()
