"""A delivery that was settled, put right and made anew: nobody is paid for it twice."""

from datetime import date

import pytest

from apps.franchise.models import Commission, TaxRate
from apps.franchise.tests.deliveries import delivered, generated, pesos
from apps.franchise.tests.networks import office
from apps.franchise.tests.test_commissions import tell
from apps.franchise.tests.test_corrections import corrected
from apps.franchise.tests.test_settlements import ROOT, agent, december, ledger, run
from quenty.kernel import clock

__all__ = ["agent", "december", "ledger", "office", "tell"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


@pytest.fixture
def settled(office, agent, tell):
    """Two guides of 10,000 in November's settlement, not approved yet."""
    guides = [generated(customer_id=agent["merchant_id"], freight=10_000) for _ in range(2)]
    for guide in guides:
        tell(guide, sequence=1)
        tell(delivered(guide), sequence=2)
    office.good(run(office))
    row = office.client.get(f"{ROOT}/settlements").json()["results"][0]
    assert row["gross"]["amount"] == "1000.00"
    return guides, row


def redeliver(tell, guide):
    tell(corrected(guide), sequence=3)
    tell(delivered(guide, minutes=60), sequence=4)


def waiting():
    rows = Commission.objects.filter(status="pending").order_by("amount")
    return [(row.kind, row.amount) for row in rows]


def test_what_was_paid_is_taken_of_what_it_earns_anew(office, settled, tell, ledger):
    (guide, _), row = settled
    office.good(office.post(f"settlements/{row['id']}/approve"))
    office.good(office.post(f"settlements/{row['id']}/pay"))

    redeliver(tell, guide)

    assert waiting() == [("reversal", pesos(-500)), ("earned", pesos(500))]
    TaxRate.objects.create(tax="uvt", rate=55_000, valid_from=date(2027, 1, 1))
    with clock.at(clock.now().replace(year=2027, month=1)):
        plan = office.good(run(office, period="2026-12-01", dry_run=True))["payees"][0]
    assert (plan["commissions"], plan["gross"]["amount"]) == (2, "0.00")


def test_corrected_again_after_both_were_settled_it_earned_nothing(office, settled, tell, ledger):
    (guide, _), _row = settled
    redeliver(tell, guide)
    tell(corrected(guide), sequence=5)
    assert waiting() == [("reversal", pesos(-500))]
    assert sum((r.amount for r in Commission.objects.filter(guide_id=guide.guide_id).exclude(
        status="reversed")), start=pesos(0)) == pesos(0)  # fmt: skip


def test_a_discarded_settlement_gives_back_both_sides(office, settled, tell):
    (guide, _), row = settled
    redeliver(tell, guide)
    office.good(office.post(f"settlements/{row['id']}/discard"))
    plan = office.good(run(office, dry_run=True))["payees"][0]
    assert plan["gross"]["amount"] == "1000.00"
