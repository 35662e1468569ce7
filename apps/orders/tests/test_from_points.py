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


@pytest.mark.parametrize(
    ("purpose", "before", "after"),
    [
        ("delivery", "at_office", "returning"),
        ("drop_off", "received_at_point", "received_at_point"),
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
    event = PiecesReturnedFromPointV1(
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
    deliver(event, consumer_context="orders", aggregate_id=row.id)
    row.refresh_from_db()
    assert row.status == after
    assert row.events.filter(notes="nadie vino").exists() == (purpose == "delivery")
