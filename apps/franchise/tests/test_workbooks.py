"""Coverage and rate sheets from Excel, by the same checks as CSV."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from apps.franchise.tests.conftest import COVERAGE, csv_file, sheet_csv

pytestmark = pytest.mark.django_db(databases=["franchise"])


def workbook(rows: list[list[Any]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def as_typed(cell: str) -> Any:
    """What a spreadsheet makes of a cell: numbers lose their leading zeros, dates are dates."""
    if cell.isdigit():
        return int(cell)
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return cell or None


def rows_of(text: str) -> list[list[Any]]:
    return [[as_typed(cell) for cell in row] for row in csv.reader(io.StringIO(text))]


def test_coverage_comes_in_from_a_workbook_with_codes_that_lost_their_zero(desk, service):
    path = f"/api/v1/franchise/services/{service['id']}/coverage"
    data = workbook(rows_of(COVERAGE))
    answer = desk.client.upload(path, {"file": csv_file(data, "c.xlsx")})
    assert answer.json()["unchanged"] == 3


def test_a_rate_sheet_is_the_same_from_csv_and_from_a_workbook(desk, service):
    first = desk.draft(service)
    second = desk.draft(service, workbook(rows_of(sheet_csv().decode())))
    assert first["hash"] == second["hash"]


def test_each_bad_row_of_a_workbook_is_named_and_nothing_is_kept(desk, service):
    rows = rows_of(COVERAGE)
    rows += [[99999, "yes", "yes", "yes", "no", 0], [11001, "yes", "yes", "yes", "no", -1]]
    path = f"/api/v1/franchise/services/{service['id']}/coverage"
    answer = desk.client.upload(path, {"file": csv_file(workbook(rows), "c.xlsx")})
    found = {(e["pointer"], e["code"]) for e in answer.json()["errors"]}
    assert answer.status_code == 422
    assert found == {
        ("line.5.dane_code", "franchise.import.unknown_dane"),
        ("line.6.extra_days", "franchise.import.negative"),
    }


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut short", workbook([["x"]])[:-40]])
def test_a_damaged_workbook_is_refused(desk, service, data):
    path = f"/api/v1/franchise/services/{service['id']}/coverage"
    answer = desk.client.upload(path, {"file": csv_file(data, "c.xlsx")})
    assert [e["code"] for e in answer.json()["errors"]] == ["franchise.import.not_xlsx"]


def test_a_mark_that_a_converted_file_left_in_its_first_cell_is_no_part_of_its_name(desk, service):
    rows = rows_of(sheet_csv().decode())
    rows[0][0] = "\ufeffrecord"
    desk.draft(service, workbook(rows))
