"""Coverage files: all rows or none, and each fault with its line, column and code."""

import pytest

from apps.franchise.domain.file_templates import coverage_template
from apps.franchise.tests.conftest import COVERAGE, csv_file

TEMPLATE = coverage_template()
pytestmark = pytest.mark.django_db(databases=["franchise"])
HEADER = "dane_code,pickup,delivery,cod,remote,extra_days"


@pytest.fixture
def where(service) -> str:
    return f"/api/v1/franchise/services/{service['id']}/coverage"


def faults(answer) -> list[tuple[str, str]]:
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


def test_imports_all_municipalities_of_the_template(desk, where, published):
    template = desk.client.get("/api/v1/franchise/templates/coverage.csv").content

    answer = desk.client.upload(where, {"file": csv_file(template)})

    report = answer.json()
    assert (answer.status_code, report["rows"], report["applied"]) == (200, 1121, True)
    assert (report["added"], report["changed"], report["removed"]) == (1118, 1, 0)
    told, _ = published("franchise.coverage.changed")[-1]
    assert (told.revision, told.rows) == (2, 1121)


def test_a_dry_run_says_what_would_change_and_changes_nothing(desk, where, published):
    answer = desk.client.upload(where, {"file": csv_file(TEMPLATE), "dry_run": "true"})

    assert answer.json()["applied"] is False
    assert answer.json()["added"] == 1118
    assert len(desk.client.get(where).json()["results"]) == 3
    assert len(published("franchise.coverage.changed")) == 1


def test_the_same_file_again_changes_and_tells_nothing(desk, where, published):
    answer = desk.client.upload(where, {"file": csv_file(COVERAGE)})

    assert (answer.json()["unchanged"], answer.json()["added"]) == (3, 0)
    assert len(published("franchise.coverage.changed")) == 1


def test_a_municipality_left_out_is_no_longer_covered(desk, where):
    desk.client.upload(where, {"file": csv_file(f"{HEADER}\n11001,yes,yes,yes,no,0\n")})

    rows = desk.client.get(where).json()["results"]
    assert [(row["dane_code"], row["municipality"]) for row in rows] == [("11001", "Bogotá, D.C.")]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_reads_what_a_spreadsheet_in_spanish_writes(desk, where, separator):
    data = f"\ufeff{HEADER}\r\n05001,Sí,SI,no,No,2\r\n\r\n".replace(",", separator)

    answer = desk.client.upload(where, {"file": csv_file(data)})

    assert answer.json()["problems"] == []
    (row,) = desk.client.get(where).json()["results"]
    assert (row["pickup"], row["cod"], row["extra_days"]) == (True, False, 2)


@pytest.mark.parametrize(
    ("row", "pointer", "code"),
    [
        ("5001,yes,yes,yes,no,0", "line.2.dane_code", "unknown_dane"),
        ("99999,yes,yes,yes,no,0", "line.2.dane_code", "unknown_dane"),
        (",yes,yes,yes,no,0", "line.2.dane_code", "required"),
        ("11001,maybe,yes,yes,no,0", "line.2.pickup", "not_yes_no"),
        ("11001,yes,,yes,no,0", "line.2.delivery", "required"),
        ("11001,yes,yes,yes,no,-1", "line.2.extra_days", "negative"),
        ("11001,yes,yes,yes,no,61", "line.2.extra_days", "out_of_range"),
        ("11001,yes,yes,yes,no,1.5", "line.2.extra_days", "too_precise"),
        ("11001,yes,yes,yes,no,1e3", "line.2.extra_days", "not_a_number"),
        ("11001,yes,yes,yes,no,0,9", "line.2", "too_many_cells"),
        ("11001,yes,yes,yes,no,0\n11001,no,no,no,no,0", "line.3.dane_code", "duplicate_row"),
        ('11001,"yes,yes', "line.2", "not_csv"),
    ],
)
def test_a_fault_is_told_with_line_column_and_code_and_nothing_is_imported(
    desk, where, row, pointer, code
):
    answer = desk.client.upload(where, {"file": csv_file(f"{HEADER}\n{row}\n")})

    assert answer.status_code == 422
    assert faults(answer) == [(pointer, f"franchise.import.{code}")]
    assert len(desk.client.get(where).json()["results"]) == 3


def test_one_bad_row_among_good_ones_stops_all_and_a_dry_run_lists_it(desk, where):
    data = f"{TEMPLATE}00000,x,y,yes,yes,yes,no,0\r\n"

    answer = desk.client.upload(where, {"file": csv_file(data), "dry_run": "true"})

    (problem,) = answer.json()["problems"]
    assert (answer.status_code, problem["line"], problem["column"]) == (200, 1123, "dane_code")
    assert "00000" in problem["detail"]


@pytest.mark.parametrize(
    ("data", "pointer", "code"),
    [
        (b"", "line.1", "empty_file"),
        (b"  \n\n", "line.1", "empty_file"),
        (f"{HEADER}\n".encode(), "line.1", "empty_file"),
        (b"dane_code,pickup,delivery,cod,remote\n1", "line.1.extra_days", "missing_column"),
        (f"{HEADER},precio\n1".encode(), "line.1.precio", "unknown_column"),
        (f"{HEADER},cod\n1".encode(), "line.1.cod", "duplicate_column"),
        (f"{HEADER},municipality\n1,2,3,4,5,6,Bogotá".encode("latin-1"), "line.2", "not_utf8"),
        (f"{HEADER}\n".encode("utf-16"), "line.1", "not_utf8"),
        (f"{HEADER}\n\0".encode(), "line.2", "not_csv"),
        (b"\x89PNG\r\n\x1a\n", "line.1", "not_utf8"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_reason(desk, where, data, pointer, code):
    answer = desk.client.upload(where, {"file": csv_file(data)})

    assert answer.status_code == 422
    assert faults(answer) == [(pointer, f"franchise.import.{code}")]


def test_a_file_over_20_mb_is_refused_whole(desk, where):
    answer = desk.client.upload(where, {"file": csv_file(b"x" * (20 * 1024 * 1024 + 1))})

    assert answer.status_code == 413
    assert len(desk.client.get(where).json()["results"]) == 3


def test_a_file_of_faults_alone_is_counted_and_listed_in_part(desk, where):
    rows = "\n".join(["x,yes,yes,yes,no,0"] * 3000)

    answer = desk.client.upload(where, {"file": csv_file(f"{HEADER}\n{rows}\n"), "dry_run": "true"})

    assert answer.json()["problem_count"] == 3000
    assert len(answer.json()["problems"]) == 500


def test_a_file_of_too_many_rows_is_refused(desk, where):
    rows = "11001,yes,yes,yes,no,0\n" * 100_001
    answer = desk.client.upload(where, {"file": csv_file(f"{HEADER}\n{rows}")})
    assert answer.status_code == 422
    assert faults(answer)[0] == ("line.100002", "franchise.import.too_many_rows")


def test_the_list_filters_and_costs_the_same_however_long(desk, where, django_assert_num_queries):
    desk.client.upload(where, {"file": csv_file(TEMPLATE)})

    with django_assert_num_queries(2, using="franchise"):
        page = desk.client.get(f"{where}?page_size=100&department=05&remote=false").json()

    assert len(page["results"]) == 100
    assert {row["dane_code"][:2] for row in page["results"]} == {"05"}
    assert page["next"]


def test_reasons_come_in_the_language_asked_for(desk, where):
    data = csv_file(f"{HEADER}\nx,yes,yes,yes,no,0\n")
    answer = desk.client.upload(where, {"file": data}, headers={"Accept-Language": "en"})
    assert "leading zero" in answer.json()["errors"][0]["detail"]
