"""A delivery that did not happen: its money is expected again, whoever was told to have it."""

from datetime import datetime

import pytest

from apps.orders.models import Payout
from apps.orders.services.cod.follow_guide import follow_guide
from apps.orders.services.payouts.run import run_payouts
from apps.orders.tests.collecting import BASE, cop, lines
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA

pytestmark = pytest.mark.django_db(databases=["orders"])
_SETTLED = ("paid", "balance")
TUESDAY = datetime(2026, 12, 1, 10, 30, tzinfo=BOGOTA)


@pytest.fixture
def corrected(api, collecting):
    """`corrected(guide, to)`: two people put its end right."""

    def correct(guide, to="in_transit"):
        where = f"{BASE}/guides/{guide['number']}/corrections"
        asked = collecting.staff.post(where, json={"to": to, "reason": "escaneo errado"})
        path = f"{BASE}/corrections/{asked.json()['id']}/decision"
        assert api.as_role("admin").post(path, json={"approve": True}).status_code == 200
        collecting.settle()

    return correct


def pay(collecting):
    with clock.at(TUESDAY):
        begun = run_payouts()
        collecting.settle()
    return begun


@pytest.mark.parametrize("by", ["operator", "courier"])
def test_money_of_a_delivery_that_is_still_to_come_is_expected_again(
    by, confirmed, collecting, corrected
) -> None:
    guide = confirmed(cod_amount="90000")
    if by == "courier":
        collecting.hand_over(guide, 90_000)
    collecting.tell(guide, "delivered")

    corrected(guide)

    cod, ledger = collecting.cod(guide), collecting.ledger
    assert (cod.status, cod.round, cod.collected) == ("expected", 2, cop(0))
    assert ledger.account("expected", str(cod.customer_id)) == cop(90_000)
    assert not ledger.account("merchant", str(cod.customer_id))
    assert not ledger.account("collector", "field" if by == "courier" else cod.holder)


def test_it_is_collected_again_when_it_is_brought(
    confirmed, collecting, corrected, merchant
) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.tell(guide, "delivered")
    corrected(guide)

    collecting.hand_over(guide, 90_000)
    for _ in range(2):
        follow_guide(guide_id=collecting.cod(guide).guide_id)
    collecting.close_cash(guide, expected=90_000, counted=90_000)

    cod, ledger = collecting.cod(guide), collecting.ledger
    assert (cod.status, cod.holder, cod.round) == ("remitted", "field", 2)
    assert ledger.account("merchant", str(cod.customer_id)) == cop(90_000)
    assert not ledger.account("collector", str(cod.operator_id))
    assert lines(guide, merchant)["collected"] == 90_000


def test_nothing_is_paid_for_a_parcel_that_is_on_its_way(confirmed, collecting, corrected) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.tell(guide, "delivered")
    collecting.remit("R-1", (guide["number"], 90_000))

    corrected(guide)

    assert pay(collecting) == 0
    # What the operator paid us counts once the parcel is there.
    collecting.tell(guide, "delivered")
    assert collecting.cod(guide).status == "remitted"
    assert pay(collecting) == 1
    assert Payout.objects.get().paid == cop(90_000)
    assert not collecting.ledger.account("collector", str(collecting.cod(guide).operator_id))


def test_who_was_paid_out_too_early_owes_it_until_then(confirmed, collecting, corrected) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.tell(guide, "delivered")
    collecting.remit("R-1", (guide["number"], 90_000))
    pay(collecting)

    corrected(guide)

    cod, ledger = collecting.cod(guide), collecting.ledger
    assert cod.status == "expected"
    assert ledger.account("merchant", str(cod.customer_id)) == -cop(90_000)
    collecting.tell(guide, "delivered")
    assert not ledger.account("merchant", str(cod.customer_id))


def test_who_paid_by_link_before_has_paid(confirmed, collecting, corrected) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.settle()
    where = f"{BASE}/cod/{guide['number']}/payments"
    assert collecting.staff.post(where, json={"method": "link"}).status_code == 201
    collecting.settle()
    collecting.tell(guide, "delivered")

    corrected(guide)

    cod = collecting.cod(guide)
    assert (cod.status, cod.round, cod.holder) == ("remitted", 1, "bank")


@pytest.mark.parametrize("payer", ["sender", "recipient"])
@pytest.mark.parametrize(("told", "so"), [("returned", "damaged"), ("lost", "returned")])
def test_what_is_owed_follows_the_end_that_it_is_corrected_to(
    told, so, payer, confirmed, collecting, corrected, merchant
) -> None:
    """A way back is charged of what came back, and of nothing that was lost on our hands."""
    wrong = confirmed(cod_amount="90000", payer=payer)
    right = confirmed(cod_amount="90000", payer=payer)
    collecting.tell(wrong, told)
    collecting.tell(right, so)

    corrected(wrong, so)

    # What was taken or given meanwhile is another matter.
    seen, due = (
        {name: value for name, value in lines(one, merchant).items() if name not in _SETTLED}
        for one in (wrong, right)
    )
    assert seen == due
    assert ("return_freight" in seen) == (so == "returned")
    assert collecting.cod(wrong).reason == so
