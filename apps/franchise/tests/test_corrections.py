"""A delivery that was none, put right by two people in orders, earns nobody."""

import pytest

from apps.franchise.models import Commission, GuideCopy
from apps.franchise.tests.deliveries import ISSUED, OPERATOR, SERVICE, delivered, generated
from apps.franchise.tests.networks import office
from apps.franchise.tests.test_commissions import agent, tell
from quenty.contracts.orders.events import GuideCorrectedV1

__all__ = ["agent", "office", "tell"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


def corrected(guide, *, undo=True):
    return GuideCorrectedV1(
        guide_id=guide.guide_id, number=guide.number, order_id=guide.order_id,
        customer_id=guide.customer_id, operator_id=OPERATOR, service_id=SERVICE,
        before="delivered" if undo else "returned", after="lost", undo_cod=undo,
        undo_commission=undo, reason="nunca llegó", occurred_at=ISSUED,
    )  # fmt: skip


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
