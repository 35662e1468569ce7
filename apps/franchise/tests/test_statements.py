"""Statements add up: each by itself, and each guide over all of them."""

from collections import defaultdict
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from apps.franchise.models import Commission, Settlement, TaxRate
from apps.franchise.tests.deliveries import delivered, generated
from apps.franchise.tests.networks import office
from apps.franchise.tests.test_commissions import tell
from apps.franchise.tests.test_corrections import corrected
from apps.franchise.tests.test_settlements import ROOT, agent, december, ledger, run
from quenty.kernel import clock

__all__ = ["agent", "december", "ledger", "office", "tell"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
# Odd amounts, over two bands: from the fifty-first guide of a month on it is a point more.
FREIGHTS = [7_777 + 131 * n for n in range(60)]


def settle(office, period):
    office.good(run(office, period=str(period)))
    row = Settlement.objects.get(period=period)
    for step in ("approve", "pay"):
        office.good(office.post(f"settlements/{row.pk}/{step}"))
    return Settlement.objects.get(pk=row.pk)


def lines(office, settlement):
    """Guide and pesos of each line, as the file says."""
    answer = office.client.get(f"{ROOT}/settlements/{settlement.pk}/statement.xlsx")
    book = load_workbook(BytesIO(answer.content))
    summary = dict(book["Resumen"].iter_rows(values_only=True))
    rows = [(row[1], row[4]) for row in list(book["Guías"].values)[1:]]
    parts = ("Comisiones", "IVA", "Retefuente", "ReteIVA", "ReteICA", "Deducciones")
    assert sum(summary[part] for part in parts) == summary["Neto a pagar"] == settlement.net.amount
    assert sum(pesos for _, pesos in rows) == summary["Comisiones"] == settlement.gross.amount
    return rows


def test_each_statement_and_each_guide_over_all_of_them_adds_up(office, agent, tell, ledger):
    guides = [generated(customer_id=agent["merchant_id"], freight=f) for f in FREIGHTS]
    for minutes, guide in enumerate(guides):
        tell(guide, sequence=1)
        tell(delivered(guide, minutes=minutes), sequence=2)
    november = settle(office, date(2026, 11, 1))
    lost, again, lighter = guides[3], guides[10], guides[55]
    tell(corrected(lost), corrected(again), sequence=3)
    tell(delivered(again, minutes=90_000), sequence=4)
    office.good(office.post(f"guides/{lighter.guide_id}/adjust", freight="5000", reference="a-1"))
    more = generated(customer_id=agent["merchant_id"], freight=900_001)
    tell(more, sequence=1)
    tell(delivered(more, minutes=44_000), sequence=2)
    TaxRate.objects.create(tax="uvt", rate=55_000, valid_from=date(2027, 1, 1))
    with clock.at(datetime(2027, 2, 5, 15, tzinfo=UTC)):
        later = [settle(office, date(2026, 12, 1)), settle(office, date(2027, 1, 1))]

    sums = defaultdict(int)
    for settlement in (november, *later):
        for number, pesos in lines(office, settlement):
            sums[number] += pesos
    kept = defaultdict(int)
    for row in Commission.objects.exclude(status="reversed").select_related("guide"):
        kept[row.guide.number] += int(row.amount.amount)
    assert sums == kept
    assert sums[lost.number] == 0
    assert sums[again.number] == round(FREIGHTS[10] * 5 / 100)
