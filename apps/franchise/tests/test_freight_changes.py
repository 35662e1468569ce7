"""Commissions follow a freight that was adjusted or given back, as orders tells it."""

import pytest

from apps.franchise.models import Commission
from apps.franchise.tests.deliveries import OPERATOR, delivered, generated, pesos
from apps.franchise.tests.networks import office
from apps.franchise.tests.test_commissions import agent, tell
from quenty.contracts.orders.money_events import FreightAdjustedV1, FreightRefundedV1
from quenty.kernel.ids import new_id

__all__ = ["agent", "office", "tell"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


@pytest.fixture
def earned(agent, tell):
    """A delivered guide of 10000 that earned its agent 5%."""
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, delivered(guide))
    return guide


def adjusted(guide, freight):
    return FreightAdjustedV1(
        guide_id=guide.guide_id,
        number=guide.number,
        customer_id=guide.customer_id,
        operator_id=OPERATOR,
        reference_id=new_id(),
        reason="weight",
        chargeable_g=7_000,
        freight=pesos(freight),
        amount=pesos(5_000),
    )


def refunded(guide, freight):
    return FreightRefundedV1(
        guide_id=guide.guide_id,
        number=guide.number,
        customer_id=guide.customer_id,
        operator_id=OPERATOR,
        reference_id=new_id(),
        reason="tarde",
        percent=40,
        freight=pesos(freight),
        amount=pesos(4_000),
    )


def test_a_heavier_parcel_earns_more(earned, tell):
    tell(adjusted(earned, 14_000), times=3)
    assert Commission.objects.get().amount == pesos(700)


def test_what_is_given_back_in_part_earns_less(earned, tell):
    tell(refunded(earned, 6_000), times=2)
    assert Commission.objects.get().amount == pesos(300)


def test_what_is_given_back_whole_earns_nothing(earned, tell, published):
    tell(refunded(earned, 0), times=2)
    row = Commission.objects.get()
    assert (row.status, row.reason) == ("reversed", "tarde")
    assert len(published("franchise.commission.reversed")) == 1


def test_play_is_not_paid(earned, tell):
    tell(adjusted(earned, 14_000), livemode=False)
    tell(refunded(earned, 0), livemode=False)
    assert Commission.objects.get().amount == pesos(500)
