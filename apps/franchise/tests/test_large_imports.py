"""All 1,121 municipalities, and all of them by zones: in batches, with progress to the end."""

import sys
from uuid import UUID

import pytest
from django.core.management import call_command

from apps.franchise.models import Coverage, PairRow
from apps.franchise.services.import_coverage import import_coverage
from apps.franchise.tests.conftest import sheet_csv
from quenty.kernel import dane
from quenty.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db(databases=["franchise"])
PLACES = sorted(dane.municipalities())
HUBS = ("05001", "08001", "11001", "68001", "76001", "91001")


def by_zones() -> bytes:
    """A pair of each hub with each municipality, a row each, beside the good sheet's."""
    return sheet_csv(
        *(
            f"pair,{'local' if hub[:2] == place[:2] else 'national'},,,,,,,{hub},{place},,,,,,,"
            for hub in HUBS
            for place in PLACES
            if hub != place
        )
    )


def test_the_whole_countrys_coverage_is_written_in_batches(service):
    heard = []
    file = "dane_code,pickup,delivery,cod,remote,extra_days\n" + "".join(
        f"{place},yes,yes,no,no,1\n" for place in PLACES
    )
    import_coverage(
        service_id=UUID(service["id"]),
        data=file.encode(),
        actor=SYSTEM,
        progress=lambda done, whole: heard.append((done, whole)),
    )
    assert len(PLACES) == Coverage.objects.count() == 1_121
    assert heard == [(500, 1_121), (1_000, 1_121), (1_121, 1_121)]


def test_a_sheet_of_every_municipality_by_zones_draws_its_progress(
    service, tmp_path, monkeypatch, capfd, django_assert_max_num_queries
):
    file = tmp_path / "zonas.csv"
    file.write_bytes(by_zones())
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with django_assert_max_num_queries(40, using="franchise"):
        call_command(
            "import_rate_sheet", str(file), "--operator=veloz", "--service=expreso",
            "--side=selling", "--valid-from=2026-01-01",
        )  # fmt: skip
    assert PairRow.objects.count() > 6 * 1_120
    drawn = capfd.readouterr().err
    assert "zonas.csv" in drawn
    assert "100%" in drawn
