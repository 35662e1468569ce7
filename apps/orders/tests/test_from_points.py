"""What a point sends back: on its way back for its merchant too."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.orders.models import Guide
from quenty.contracts.pickups.events import PiecesReturnedFromPointV1
from quenty.contracts.pickups.shapes import Piece
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])


def taken_back(row: Guide, purpose: str = "drop_off") -> PiecesReturnedFromPointV1:
    return PiecesReturnedFromPointV1(
        guide_id=row.id,
        guide_number=row.number,
        customer_id=row.customer_id,
        point_id=new_id(),
        pieces=(Piece(number=1),),
        reason="nadie vino",
        municipality="11001",
        occurred_at=clock.now(),
        purpose=purpose,
    )


@pytest.mark.parametrize(
    ("purpose", "before", "after"),
    [
        ("delivery", "at_office", "returning"),
        ("drop_off", "received_at_point", "generated"),
    ],
)
def test_nobody_fetched_it(
    confirmed: Callable[..., dict[str, Any]],
    collecting: Any,
    deliver: Callable[..., Any],
    purpose: str,
    before: str,
    after: str,
) -> None:
    guide = confirmed()
    collecting.tell(guide, before)
    row = Guide.objects.get()
    deliver(taken_back(row, purpose), consumer_context="orders", aggregate_id=row.id)
    row.refresh_from_db()
    assert row.status == after
    assert row.events.filter(notes="nadie vino", to_status=after).exists()


def test_what_its_sender_took_back_can_be_voided(
    confirmed: Callable[..., dict[str, Any]],
    collecting: Any,
    deliver: Callable[..., Any],
    published: Any,
    merchant: Any,
) -> None:
    guide = confirmed()
    collecting.tell(guide, "received_at_point")
    row = Guide.objects.get()
    path = f"/api/v1/orders/guides/{row.number}/void"
    early = merchant.post(path, json={"reason": "ya no"})
    assert early.json()["code"] == "orders.not_voidable"
    deliver(taken_back(row), consumer_context="orders", aggregate_id=row.id)
    ((event, _),) = published("orders.guide.taken_back")
    assert (event.guide_id, event.pieces) == (row.id, (1,))
    assert merchant.post(path, json={"reason": "ya no"}).status_code == 200


def test_nobody_else_takes_a_guide_back(
    confirmed: Callable[..., dict[str, Any]], collecting: Any
) -> None:
    guide = confirmed()
    collecting.tell(guide, "received_at_point")
    with pytest.raises(AssertionError):
        collecting.tell(guide, "generated")
    assert Guide.objects.get().status == "received_at_point"
