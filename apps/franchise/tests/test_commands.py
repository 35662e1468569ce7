"""The import commands."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.franchise.models import Coverage, RateSheet
from apps.franchise.tests.conftest import COVERAGE, sheet_csv

pytestmark = pytest.mark.django_db(databases=["franchise"])
WHOSE = {"operator": "veloz", "service": "expreso"}
SHEET = {**WHOSE, "side": "cost", "valid_from": "2026-01-01"}


def run(command: str, file: Path, **options) -> str:
    out = StringIO()
    given = [
        f"--{name.replace('_', '-')}={value}"
        for name, value in options.items()
        if value is not True
    ]
    flags = [f"--{name.replace('_', '-')}" for name, value in options.items() if value is True]
    call_command(command, str(file), *given, *flags, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "file.csv"


def test_imports_coverage_and_says_what_changed(service, file):
    file.write_text(COVERAGE + "08001,yes,yes,no,no,0\n")

    assert "4 rows imported: 1 added, 0 changed, 0 removed, 3 unchanged" in run(
        "import_coverage", file, **WHOSE
    )
    assert Coverage.objects.count() == 4


def test_a_dry_run_of_coverage_changes_nothing(service, file):
    file.write_text(COVERAGE + "08001,yes,yes,no,no,0\n")
    assert "4 rows would be imported: 1 added" in run(
        "import_coverage", file, dry_run=True, **WHOSE
    )
    assert Coverage.objects.count() == 3


def test_a_fault_in_coverage_is_printed_with_its_line_and_fails(service, file):
    file.write_text(COVERAGE + "1001,yes,yes,no,no,0\n")
    out = StringIO()
    with pytest.raises(CommandError, match="1 faults in 4 rows; nothing was imported"):
        call_command(
            "import_coverage", str(file), "--operator=veloz", "--service=expreso", stdout=out
        )
    assert f"{file}:5\tdane_code\terror\tfranchise.import.unknown_dane" in out.getvalue()
    assert Coverage.objects.count() == 3


def test_imports_and_publishes_a_rate_sheet(service, file):
    file.write_bytes(sheet_csv().replace(b"1,5,11000", b"1,5,7000"))

    printed = run("import_rate_sheet", file, publish=True, **SHEET)

    assert "warning\tfranchise.import.price_falls_with_weight" in printed
    assert "cost v1 published" in printed
    assert RateSheet.objects.get().status == "published"


def test_a_rate_sheet_stays_a_draft_unless_told_and_a_dry_run_makes_none(service, file):
    file.write_bytes(sheet_csv())
    assert "rows would be imported" in run("import_rate_sheet", file, dry_run=True, **SHEET)
    assert RateSheet.objects.count() == 0
    assert "cost v1 in draft" in run("import_rate_sheet", file, **SHEET)


@pytest.mark.parametrize("command", ["import_coverage", "import_rate_sheet"])
def test_a_missing_file_or_service_fails_with_a_sentence(service, file, command):
    options = SHEET if command == "import_rate_sheet" else WHOSE
    with pytest.raises(CommandError, match="No such file"):
        run(command, file, **options)
    with pytest.raises(CommandError, match="veloz has no service x"):
        run(command, file, **{**options, "service": "x"})


@pytest.mark.parametrize("command", ["import_coverage", "import_rate_sheet"])
def test_a_file_over_20_mb_fails_with_a_sentence(service, file, command):
    file.write_bytes(b"x" * (20 * 1024 * 1024 + 1))
    with pytest.raises(CommandError, match="more than 20 MB"):
        run(command, file, **(SHEET if command == "import_rate_sheet" else WHOSE))
