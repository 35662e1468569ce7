"""What an answer does by itself: back to the sender at once; no attempt beyond the last."""

from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import Guide, Incident
from apps.orders.services.incidents.links import answer_token
from apps.orders.tests import bodies
from apps.orders.tests.test_incidents import answer, report
from quenty.contracts.pickups.road_events import ReturnCompletedV1
from quenty.contracts.pickups.shapes import Piece
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"


@pytest.fixture
def staff(api: Any) -> Any:
    return api.as_role("support")


@pytest.fixture
def guide(confirmed: Any) -> dict[str, Any]:
    with clock.at(clock.now() - timedelta(hours=12)):
        return dict(confirmed())


def test_back_to_the_sender_begins_with_the_answer(guide, staff, merchant, published) -> None:
    incident = report(staff, guide, "recipient_refused").json()

    done = answer(merchant, incident, action="return", comment="no lo quiso")

    assert (done.status_code, done.json()["status"]) == (200, "resolved")
    assert Guide.objects.get().status == "returning"
    [(told, _)] = published("orders.guide.returning")
    assert told.reason == "sender_asked"
    assert [e.action for e, _ in published("orders.incident.answered")] == ["return"]
    assert [e.outcome for e, _ in published("orders.incident.resolved")] == ["returned"]


def test_once_it_goes_back_nothing_is_answered_and_no_visit_counts(guide, staff, merchant) -> None:
    incident = report(staff, guide, "recipient_refused").json()
    answer(merchant, incident, action="return")

    again = answer(merchant, incident, action="retry")
    staff.post(f"{BASE}/guides/{guide['number']}/events", json={"event": "out_for_delivery"})

    assert again.json()["code"] == "orders.incident.transition_refused"
    assert Guide.objects.get().status == "returning"


def test_only_the_pieces_of_the_incident_go_back(confirmed, staff, merchant) -> None:
    with clock.at(clock.now() - timedelta(hours=12)):
        two = confirmed(pieces=[bodies.piece(), bodies.piece()])
    incident = report(staff, two, "recipient_refused", pieces=[2]).json()

    answer(merchant, incident, action="return")

    row = Guide.objects.get()
    assert [piece.status for piece in row.pieces.order_by("number")] == ["generated", "returning"]
    assert row.status == "generated"


@pytest.mark.parametrize("action", ["retry", "new_date", "new_address"])
def test_after_the_last_attempt_no_other_is_promised(
    action, guide, staff, merchant, client
) -> None:
    made = [report(staff, guide, "recipient_absent", ago=300 - 60 * i).json() for i in range(3)]
    told = {"retry_on": str(clock.today() + timedelta(days=2)), "address": "Calle 99 # 1-2"}

    refused = answer(merchant, made[2], action=action, **told)
    page = client.get(f"/novedad/{answer_token(Incident.objects.get(final=True).pk)}")

    assert refused.json()["code"] == "orders.incident.attempts_spent"
    assert f'value="{action}"' not in page.content.decode()
    assert 'value="return"' in page.content.decode()
    assert answer(staff, made[2], action="retry").status_code == 200
    assert answer(merchant, made[2], action="office").status_code == 200


def brought_back(guide: Guide, deliver: Any, *pieces: int) -> None:
    event = ReturnCompletedV1(
        guide_id=guide.pk,
        guide_number=guide.number,
        customer_id=guide.customer_id,
        run_id=new_id(),
        driver_id=new_id(),
        stop_id=new_id(),
        attempt=1,
        pieces=tuple(Piece(number=number) for number in pieces),
        whole=True,
        proof=("signature",),
        far_from_address=False,
        municipality="11001",
        occurred_at=clock.now(),
        received_by="Ana Gómez",
    )
    deliver(event, consumer_context="orders", aggregate_id=guide.pk)


def test_what_our_courier_brings_back_is_returned(
    guide, staff, merchant, deliver, published, api
) -> None:
    incident = report(staff, guide, "recipient_refused").json()
    answer(merchant, incident, action="return")

    for _ in range(2):
        brought_back(Guide.objects.get(), deliver, 1)

    row = Guide.objects.get()
    assert (row.status, row.order.status) == ("returned", "closed")
    assert len(published("orders.guide.returned")) == 1
    told = api.anonymous().get(f"{BASE}/tracking/{guide['number']}").json()
    assert (told["status"], told["delivery"]) == ("returned", None)
