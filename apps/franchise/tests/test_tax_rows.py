"""Tax rows: only those that a settlement asks for, and a UVT for its own year alone."""

from datetime import UTC, datetime

import pytest

from apps.franchise.models import Settlement, TaxRate
from apps.franchise.tests.networks import ROOT, office
from apps.franchise.tests.test_settlements import agent, december, deliver, run
from quenty.kernel import clock

__all__ = ["agent", "december", "office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
GOOD = {
    "uvt": {"rate": "55000"},
    "iva": {"concept": "commission", "rate": "19"},
    "reteiva": {"concept": "service", "rate": "15", "from_uvt": 2},
    "retefuente": {"concept": "service", "profile": "filer", "rate": "4", "from_uvt": 2},
    "reteica": {"place": "05001", "rate": "0.7"},
}


def add(office, tax, **changes):
    known = {"tax": tax, "valid_from": "2027-01-01", **GOOD[tax], **changes}
    return office.post("tax-rates", **{name: v for name, v in known.items() if v is not None})


@pytest.mark.parametrize("tax", list(GOOD))
def test_takes_a_row_that_a_settlement_asks_for(office, tax):
    assert add(office, tax).status_code == 201


@pytest.mark.parametrize(
    ("tax", "field", "changes"),
    [
        ("uvt", "rate", {"rate": "0"}),
        ("uvt", "concept", {"concept": "commission"}),
        ("uvt", "place", {"place": "11001"}),
        ("uvt", "from_uvt", {"from_uvt": 2}),
        ("uvt", "valid_to", {"valid_to": "2027-01-01"}),
        ("iva", "concept", {"concept": None}),
        ("iva", "profile", {"profile": "legal"}),
        ("iva", "rate", {"rate": "100.0001"}),
        ("reteiva", "place", {"place": "11001"}),
        ("retefuente", "profile", {"profile": "legal"}),
        ("retefuente", "profile", {"concept": "commission", "profile": "filer"}),
        ("retefuente", "profile", {"concept": "freight"}),
        ("retefuente", "profile", {"profile": None}),
        ("retefuente", "concept", {"concept": None, "profile": None}),
        ("reteica", "place", {"place": None}),
        ("reteica", "concept", {"concept": "commission"}),
        ("reteica", "valid_to", {"valid_to": "2026-12-31"}),
    ],
)
def test_refuses_a_row_that_no_settlement_would_ask_for(office, tax, field, changes):
    answer = add(office, tax, **changes)
    assert answer.status_code == 422
    assert answer.json()["code"] == "franchise.settlement.rate_invalid"
    assert answer.json()["errors"][0]["pointer"] == field
    assert not TaxRate.objects.exists()


def test_a_uvt_without_an_end_does_not_serve_the_year_after_its_own(office, agent):
    deliver(agent, 10_000)
    assert add(office, "uvt").status_code == 201
    with clock.at(datetime(2028, 1, 4, 15, tzinfo=UTC)):
        refused = run(office)
    with clock.at(datetime(2027, 12, 31, 15, tzinfo=UTC)):
        settled = run(office)
    assert refused.json()["code"] == "franchise.settlement.rate_missing"
    assert "uvt 2028" in refused.json()["detail"]
    assert settled.status_code == 200
    assert Settlement.objects.count() == 1
    assert office.client.get(f"{ROOT}/settlements").json()["results"][0]["guides"] == 1
