"""A delivery that was none, put right by two people in orders, earns nobody."""

from itertools import permutations

import pytest

from apps.franchise.models import Commission, GuideCopy
from apps.franchise.tests.deliveries import (
    ISSUED,
    OPERATOR,
    SERVICE,
    delivered,
    generated,
    pesos,
)
from apps.franchise.tests.networks import office
from apps.franchise.tests.test_commissions import agent, tell
from quenty.contracts.orders.events import GuideCorrectedV1

__all__ = ["agent", "office", "tell"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


def corrected(guide, *, undo=True, **changes):
    told = {
        "guide_id": guide.guide_id, "number": guide.number, "order_id": guide.order_id,
        "customer_id": guide.customer_id, "operator_id": OPERATOR, "service_id": SERVICE,
        "before": "delivered" if undo else "returned", "after": "lost", "undo_cod": undo,
        "undo_commission": undo, "reason": "nunca llegó", "occurred_at": ISSUED,
    }  # fmt: skip
    return GuideCorrectedV1(**{**told, **changes})


@pytest.mark.parametrize("first", ["delivery", "correction"])
def test_what_a_wrong_delivery_earned_is_taken_back_once(agent, tell, first, published):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide)
    events = [delivered(guide), corrected(guide)]
    for event in events if first == "delivery" else reversed(events):
        tell(event, times=2)
    waiting = Commission.objects.exclude(status="reversed")
    assert not waiting.exists()
    assert len(published("franchise.commission.reversed")) == (first == "delivery")


def test_another_correction_leaves_commissions_alone(agent, tell):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, delivered(guide), corrected(guide, undo=False))
    assert Commission.objects.get().status == "pending"
    assert GuideCopy.objects.get().delivered_at is not None


def in_order(guide, order):
    """Delivered, corrected, delivered again, and each told twice: in any order of telling."""
    first = (delivered(guide), 4)
    undone = (corrected(guide), 5)
    again = (delivered(guide, minutes=60), 7)
    return [(first, undone, again)[i] for i in order]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_what_is_delivered_again_after_a_correction_earns_once_more(agent, tell, order):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, sequence=1)
    for event, sequence in in_order(guide, order):
        tell(event, times=2, sequence=sequence)
    waiting = Commission.objects.exclude(status="reversed")
    assert [(row.status, row.amount) for row in waiting] == [("pending", pesos(500))]
    assert GuideCopy.objects.get().delivered_at == delivered(guide, minutes=60).occurred_at


def test_an_end_that_is_corrected_to_delivered_earns(agent, tell):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, sequence=1)
    event = corrected(guide, undo=False, before="lost", after="delivered")
    tell(event, times=2, sequence=5)
    assert [row.status for row in Commission.objects.all()] == ["pending"]


def test_it_is_corrected_and_delivered_as_often_as_it_is_and_earns_once(agent, tell):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, sequence=1)
    for turn in range(3):
        tell(delivered(guide), sequence=2 + 2 * turn)
        tell(corrected(guide), sequence=3 + 2 * turn)
    tell(delivered(guide), sequence=9)
    waiting = Commission.objects.exclude(status="reversed")
    assert [(row.status, row.amount) for row in waiting] == [("pending", pesos(500))]
