"""What a merchant with an overdue invoice earns others waits until it is paid."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from apps.franchise.models import Commission
from apps.franchise.tests.deliveries import delivered, generated, pesos
from apps.franchise.tests.networks import ROOT, office
from apps.franchise.tests.test_commissions import agent, tell
from apps.franchise.tests.test_settlements import run
from quenty.contracts.customers.invoice_events import InvoiceOverdueV1, InvoicePaidV1
from quenty.kernel import clock
from quenty.kernel.ids import new_id

__all__ = ["agent", "office", "tell"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
INVOICE = new_id()


def told(kind, agent, invoice_id=INVOICE):
    return kind(
        invoice_id=invoice_id, customer_id=agent["merchant_id"], number="QTY1",
        total=pesos(119_000), outstanding=pesos(119_000 if kind is InvoiceOverdueV1 else 0),
        issued_on=date(2026, 10, 1), due_on=date(2026, 10, 31),
    )  # fmt: skip


def overdue(agent, invoice_id=INVOICE):
    return told(InvoiceOverdueV1, agent, invoice_id)


def paid(agent, invoice_id=INVOICE):
    return told(InvoicePaidV1, agent, invoice_id)


def earned(agent):
    guide = generated(customer_id=agent["merchant_id"])
    return guide, delivered(guide)


def states():
    return list(Commission.objects.values_list("status", "reason"))


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_in_whatever_order_it_is_told_a_paid_invoice_blocks_nothing(agent, tell, order):
    steps = [earned(agent), (overdue(agent),), (paid(agent),)]
    for index in order:
        tell(*steps[index], times=2)
    assert states() == [("pending", "")]


@pytest.mark.parametrize("order", list(permutations(range(2))), ids=str)
def test_an_overdue_invoice_blocks_what_was_and_will_be_earned(agent, tell, order, published):
    steps = [earned(agent), (overdue(agent),)]
    for index in order:
        tell(*steps[index])
    assert states() == [("blocked", "invoice overdue")]
    tell(paid(agent))
    assert states() == [("pending", "")]
    assert len(published("franchise.commission.unblocked")) == 1


def test_it_waits_until_the_last_overdue_invoice_is_paid(agent, tell):
    second = new_id()
    tell(*earned(agent), overdue(agent), overdue(agent, second), paid(agent))
    assert states() == [("blocked", "invoice overdue")]
    tell(paid(agent, second))
    assert states() == [("pending", "")]


def test_a_block_by_hand_is_lifted_by_hand(agent, tell, office):
    tell(*earned(agent))
    path = f"merchants/{agent['merchant_id']}"
    office.good(office.post(f"{path}/block", reason="fraude"))
    tell(overdue(agent), paid(agent))
    assert states() == [("blocked", "fraude")]
    assert office.good(office.post(f"{path}/unblock"))["count"] == 1


def test_another_merchants_debt_blocks_nobody_else(agent, tell):
    tell(*earned(agent), overdue({"merchant_id": new_id()}))
    assert states() == [("pending", "")]


def test_play_money_blocks_nothing(agent, tell):
    tell(*earned(agent))
    tell(overdue(agent), livemode=False)
    assert states() == [("pending", "")]


def settle(office):
    with clock.at(datetime(2026, 12, 5, 15, tzinfo=UTC)):
        office.good(run(office))
        return office.client.get(f"{ROOT}/settlements").json()["results"][0]


def test_what_a_discarded_settlement_gives_back_waits_for_the_debt(agent, tell, office, published):
    tell(*earned(agent))
    row = settle(office)
    tell(overdue(agent))
    assert states() == [("calculated", "")]
    office.good(office.post(f"settlements/{row['id']}/discard"))
    assert states() == [("blocked", "invoice overdue")]
    assert len(published("franchise.commission.blocked")) == 1
    tell(paid(agent))
    assert states() == [("pending", "")]


@pytest.mark.parametrize("debt_first", [True, False], ids=["in debt before", "in debt after"])
@pytest.mark.parametrize(
    ("freight", "row"),
    [
        (0, ("reversal", pesos(-500), "pending")),
        (4_000, ("adjustment", pesos(-300), "pending")),
        (20_000, ("adjustment", pesos(500), "blocked")),
    ],
    ids=["given back", "less", "more"],
)
def test_what_is_taken_back_never_waits_for_the_debt(agent, tell, office, debt_first, freight, row):
    guide, end = earned(agent)
    tell(guide, end)
    settle(office)

    def change():
        path = f"guides/{guide.guide_id}"
        if freight:
            body = {"freight": str(freight), "reference": "peso"}
            office.good(office.post(f"{path}/adjust", **body))
        else:
            office.good(office.post(f"{path}/give-back", reason="reclamo"))

    if debt_first:
        tell(overdue(agent))
    change()
    tell(overdue(agent))
    made = Commission.objects.exclude(kind="earned")
    assert [(each.kind, each.amount, each.status) for each in made] == [row]
