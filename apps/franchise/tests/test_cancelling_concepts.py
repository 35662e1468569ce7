"""A month whose concepts cancel out, while their taxes do not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from apps.franchise.models import Settlement
from apps.franchise.services.commissions.note_guides import note_delivered, note_generated
from apps.franchise.tests.deliveries import ISSUED, delivered, generated
from apps.franchise.tests.networks import office
from apps.franchise.tests.test_settlements import agent, december, ledger, run
from quenty.kernel import clock

__all__ = ["agent", "december", "ledger", "office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
JANUARY = datetime(2027, 1, 5, 15, tzinfo=UTC)
LATER = ISSUED + timedelta(days=33)


def deliver(agent, freight, at):
    guide = generated(customer_id=agent["merchant_id"], freight=freight, issued_at=at)
    note_generated([guide])
    note_delivered([replace(delivered(guide), occurred_at=at + timedelta(days=1))])
    return guide


def settle(office, period):
    office.good(run(office, period=period))
    row = Settlement.objects.get(period=f"{period[:7]}-01")
    for step in ("approve", "pay"):
        office.good(office.post(f"settlements/{row.pk}/{step}"))
    return Settlement.objects.get(pk=row.pk)


def test_what_was_withheld_too_much_is_paid_though_the_sum_is_zero(office, agent, ledger):
    """150,000 of commissions (11% withheld) are taken back in the month that services of
    150,000 (4%) are paid: 16,500 come back, 6,000 are withheld."""
    path = f"/api/v1/franchise/payees/{agent['id']}"
    assert office.client.patch(path, json={"iva_responsible": False}).status_code == 200
    first = deliver(agent, 3_000_000, ISSUED)
    assert int(settle(office, "2026-11-01").gross.amount) == 150_000
    office.good(office.post(f"guides/{first.guide_id}/give-back", reason="falla"))
    office.good(
        office.post(
            "commission-rules", code="servicio", scope="agent", basis="fixed", fixed="150000",
            payee_id=agent["id"], concept="service", valid_from="2026-12-01",
        )
    )  # fmt: skip
    deliver(agent, 3_000_000, LATER)
    office.good(office.post("tax-rates", tax="uvt", rate="55000", valid_from="2027-01-01"))
    ledger.clear()
    with clock.at(JANUARY):
        row = settle(office, "2026-12-01")

    sums = [int(amount.amount) for amount in (row.gross, row.retefuente, row.net)]
    assert sums[0] == 0
    (asked,) = ledger.values()
    assert (asked["net"], asked["withheld"]) == (
        row.net, row.retefuente + row.reteiva + row.reteica,
    )  # fmt: skip
    assert sums[1:] == [-10_500, 10_500 - int(row.reteica.amount)]
    assert row.posting_id is not None
