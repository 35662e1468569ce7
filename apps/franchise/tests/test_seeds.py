"""The demo's operators."""

import pytest

from apps.franchise.domain.reach import check_reach
from apps.franchise.domain.report import Report
from apps.franchise.models import Coverage, Operator, RateSheet, Service
from apps.franchise.seeds import seed
from quenty.contracts.franchise.api import TAXED_LINES, FranchiseApi
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["franchise"])


def counts() -> dict[str, int]:
    models = (Operator, Service, Coverage, RateSheet)
    return {model.__name__: model.objects.count() for model in models}


def test_seeds_three_active_operators_over_all_municipalities_once(published):
    lines: list[str] = []
    seed(lines.append)
    first = counts()
    told = len(published("franchise.rate_sheet.published"))
    seed(lines.append)

    assert first == counts() == {"Operator": 3, "Service": 4, "Coverage": 4 * 1121, "RateSheet": 8}
    assert told == len(published("franchise.rate_sheet.published")) == 8
    assert set(Operator.objects.values_list("status", flat=True)) == {"active"}
    assert len(lines) == 8


def test_every_seeded_sheet_reaches_every_pair_and_taxes_every_line():
    seed()
    franchise = registry.get(FranchiseApi)
    for row in RateSheet.objects.all():
        sheet, report = franchise.rate_sheet(sheet_id=row.pk), Report()
        check_reach(sheet.pairs, franchise.coverage(service_id=row.service_id), report)

        assert report.problems == []
        assert row.warnings == []
        expected = set(TAXED_LINES) - ({"margin"} if row.side == "cost" else set())
        assert {tax.line for tax in sheet.taxes} == expected
        carriage = {tax.code for tax in sheet.taxes if tax.line == "base"}
        assert carriage == {"iva_19" if sheet.service.regime == "postal" else "excluded"}
        assert sheet.service.active
