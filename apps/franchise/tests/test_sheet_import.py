"""Rate sheet files: what makes a draft, and every fault that stops one."""

import pytest

from apps.franchise.domain.report import MOST_LISTED
from apps.franchise.tests.conftest import HEADER, ROWS, csv_file, sheet_csv

pytestmark = pytest.mark.django_db(databases=["franchise"])
SHEETS = "/api/v1/franchise/rate-sheets"


def faults(answer) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.content
    return {
        (error["pointer"].split(".")[-1], error["code"].removeprefix("franchise.import."))
        for error in answer.json()["errors"]
    }


def test_a_good_file_becomes_a_draft_with_its_rows(desk, service):
    sheet = desk.draft(service)

    assert (sheet["status"], sheet["version"], sheet["row_count"]) == ("draft", 1, len(ROWS))
    assert sheet["source"] == "tarifa.csv"
    detail = desk.client.get(f"{SHEETS}/{sheet['id']}").json()
    assert [zone["zone"] for zone in detail["zones"]] == ["local", "national"]
    assert detail["brackets"][0]["price"] == {"amount": "8000.00", "currency": "COP"}
    assert [surcharge["kind"] for surcharge in detail["surcharges"]] == ["fuel"]
    pairs = desk.client.get(f"{SHEETS}/{sheet['id']}/pairs?origin=05").json()["results"]
    assert {(pair["destination"], pair["zone"]) for pair in pairs} == {
        ("05", "national"), ("11", "national"), ("91", "national"),
    }  # fmt: skip


def test_the_template_imports_as_it_is(desk, service):
    template = desk.client.get("/api/v1/franchise/templates/rate-sheet.csv").content
    assert desk.draft(service, template)["warnings"] == []


def test_a_second_import_is_the_next_version_of_its_side(desk, service):
    assert [desk.draft(service)["version"], desk.draft(service)["version"]] == [1, 2]
    assert desk.draft(service, side="cost")["version"] == 1


def test_equal_rates_have_equal_hashes_whatever_the_order_or_spelling(desk, service):
    shuffled = "\n".join([HEADER, *reversed(ROWS), ""]).replace(",8000,", ",8000.00,")
    first, second = desk.draft(service), desk.draft(service, shuffled.encode())
    other = desk.draft(service, sheet_csv().replace(b",8000,", b",8001,"))

    assert first["hash"] == second["hash"]
    assert first["hash"] != other["hash"]


def test_a_dry_run_makes_no_sheet(desk, service):
    answer = desk.upload_sheet(service, dry_run="true")

    assert (answer.status_code, answer.json()["sheet"]) == (200, None)
    assert answer.json()["rows"] == len(ROWS)
    assert desk.client.get(SHEETS).json()["results"] == []


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("line,x,,,,,,,,,,,,,,,", "record", "not_a_choice"),
        ("zone,Nac,2,1,1,,,,,,,,,,,,", "zone", "not_a_name"),
        ("zone,local,2,1,1,,,,,,,,,,,,", "zone", "duplicate_row"),
        ("zone,far,1,1,1,,,,,,,,,,,,", "rank", "duplicate_row"),
        ("zone,far,2,,1,,,,,,,,,,,,", "transit_days", "required"),
        ("zone,far,2,1,-5,,,,,,,,,,,,", "extra_kg", "negative"),
        ("zone,far,2,1,1,,,,,,,9,,,,,", "percent", "unexpected"),
        ("zone,far,2,1,1,,,,,,,,,,,,", "zone", "missing_record"),
        ("bracket,local,,,,5,10,-1,,,,,,,,,", "price", "negative"),
        ("bracket,local,,,,5,10,12.500,,,,,,,,,", "price", "too_precise"),
        ('bracket,local,,,,5,10,"12,000.00",,,,,,,,,', "price", "not_a_number"),
        ("bracket,local,,,,5,10,NaN,,,,,,,,,", "price", "not_a_number"),
        ("bracket,local,,,,5,10,1000000001,,,,,,,,,", "price", "out_of_range"),
        ("bracket,local,,,,5,5,9,,,,,,,,,", "up_to_kg", "out_of_range"),
        ("bracket,local,,,,1,5,9,,,,,,,,,", "up_to_kg", "duplicate_row"),
        ("bracket,local,,,,4,10,90000,,,,,,,,,", "over_kg", "overlap"),
        ("bracket,local,,,,6,10,90000,,,,,,,,,", "over_kg", "gap"),
        ("bracket,far,,,,0,10,9,,,,,,,,,", "zone", "unknown_zone"),
        ("pair,far,,,,,,,05,25,,,,,,,", "zone", "unknown_zone"),
        ("pair,local,,,,,,,05,11,,,,,,,", "origin", "duplicate_row"),
        ("pair,local,,,,,,,5001,11,,,,,,,", "origin", "unknown_dane"),
        ("pair,local,,,,,,,05,11999,,,,,,,", "destination", "unknown_dane"),
        ("pair,local,,,,,,,municipalities,municipalities,,,,,,,", "destination", "unknown_dane"),
        ("surcharge,,,,,,,,,,fuel,1,,,,,", "line", "duplicate_row"),
        ("surcharge,,,,,,,,,,tip,1,,,,,", "line", "not_a_choice"),
        ("surcharge,,,,,,,,,,margin,,,,,,", "percent", "required"),
        ("surcharge,,,,,,,,,,margin,101,,,,,", "percent", "out_of_range"),
        ("surcharge,,,,,,,,,,margin,5,,,,,", "line", "gap"),
        ("tax,,,,,,,,,,base,19,,,iva_19,01/01/2017,", "valid_from", "not_a_date"),
        ("tax,,,,,,,,,,base,19,,,iva_19,2017-02-30,", "valid_from", "not_a_date"),
        ("tax,,,,,,,,,,base,19,,,iva_19,2020-01-01,2019-01-01", "valid_to", "out_of_range"),
        ("tax,,,,,5,4,,,,base,19,,,iva_19,2020-01-01,", "up_to_kg", "out_of_range"),
        ("tax,,,,,,,,,,base,19,,,iva_19,2026-01-01,", "line", "overlap"),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_column_and_code_and_makes_no_sheet(desk, service, row, column, code):
    answer = desk.upload_sheet(service, sheet_csv(row))

    assert faults(answer) == {(column, code)}
    assert desk.client.get(SHEETS).json()["results"] == []


@pytest.mark.parametrize(
    ("record", "column", "code"),
    [
        ("pair,", "record", "missing_record"),
        ("bracket,national", "zone", "missing_record"),
        ("tax,,,,,,,,,,fuel", "line", "gap"),
        ("tax,,,,,5", "line", "gap"),
    ],
)
def test_what_is_missing_from_a_sheet_is_told(desk, service, record, column, code):
    answer = desk.upload_sheet(service, sheet_csv(without=record))
    assert (column, code) in faults(answer)


def test_a_sheet_without_zones_says_so(desk, service):
    tax = [row for row in ROWS if row.startswith("tax,,,,,,,,,,extra")]
    answer = desk.upload_sheet(service, "\n".join([HEADER, *tax, ""]).encode())
    assert {"missing_record", "gap"} == {code for _, code in faults(answer)}


def test_a_covered_place_without_a_zone_is_a_gap(desk, service):
    rows = sheet_csv("pair,national,,,,,,,05 11,05 11,,,,,,,", without="pair,national")

    answer = desk.upload_sheet(service, rows)

    assert faults(answer) == {("origin", "gap")}
    assert {e["detail"] for e in answer.json()["errors"]} == {
        "Nada cubre 11001-91001.", "Nada cubre 05001-91001.",
    }  # fmt: skip


def test_a_place_with_two_equally_specific_zones_is_refused_until_one_row_decides(desk, service):
    two = ("pair,local,,,,,,,05001,91,,,,,,,", "pair,national,,,,,,,05,91001,,,,,,,")
    decides = "pair,local,,,,,,,05001,91001,,,,,,,"

    assert faults(desk.upload_sheet(service, sheet_csv(*two))) == {("origin", "ambiguous_pair")}
    assert desk.upload_sheet(service, sheet_csv(*two, decides)).status_code == 201


@pytest.mark.parametrize(
    ("currencies", "code"),
    [(("COP", "USD"), "mixed_currency"), (("USD", "USD"), "unsupported_currency")],
)
def test_a_sheet_is_in_pesos_alone(desk, service, currencies, code):
    lines = sheet_csv().decode().splitlines()
    named = [f"{lines[0]},currency", *(f"{line}," for line in lines[1:])]
    named[1], named[2] = (f"{line}{c}" for line, c in zip(named[1:3], currencies, strict=True))

    answer = desk.upload_sheet(service, "\n".join(named).encode())

    assert faults(answer) == {("currency", code)}


def test_prices_that_fall_are_flagged_and_do_not_stop_the_import(desk, service):
    data = sheet_csv().replace(b"1,5,11000", b"1,5,7000").replace(b"1,3,3000", b"1,3,1000")
    data = data.replace(b"0,1,15000", b"0,1,6000")

    sheet = desk.draft(service, data)

    assert sorted(warning["code"] for warning in sheet["warnings"]) == [
        "franchise.import.extra_kg_falls_with_zone",
        "franchise.import.price_falls_with_weight",
        "franchise.import.price_falls_with_zone",
    ]


def test_too_many_brackets_pairs_or_taxes_are_refused_soon(desk, service):
    every = " ".join(f"{n:02d}" for n in (5, 8, 11, 13, 15, 17, 18, 19, 20, 23))
    more = [
        f"pair,local,,,,,,,municipalities,{every} {every} {every} {every} {every} {every},,,,,,,"
    ]
    taxes = [f"tax,,,,,,,,,,margin,1,,,t,{1000 + n}-01-01,{1001 + n}-01-01" for n in range(501)]

    brackets = [f"bracket,local,,,,{n},{n + 1},99999,,,,,,,,," for n in range(5, 10_006)]

    assert ("record", "too_many_rows") in faults(desk.upload_sheet(service, sheet_csv(*brackets)))
    assert ("origin", "too_many_rows") in faults(desk.upload_sheet(service, sheet_csv(*more)))
    assert ("record", "too_many_rows") in faults(desk.upload_sheet(service, sheet_csv(*taxes)))


def test_a_sheet_that_ends_before_it_starts_is_refused(desk, service):
    answer = desk.upload_sheet(service, valid_to="2026-01-01")
    assert (answer.status_code, answer.json()["code"]) == (422, "franchise.sheet_dates")


def test_an_import_for_no_service_is_not_found(desk, service):
    missing = {"id": "00000000-0000-7000-8000-000000000000"}
    answer = desk.upload_sheet(missing)
    assert (answer.status_code, answer.json()["code"]) == (404, "franchise.service_not_found")


def test_the_same_key_makes_one_draft(desk, service):
    where = f"/api/v1/franchise/services/{service['id']}/rate-sheets"
    form = {"side": "cost", "valid_from": "2026-01-01"}

    first, second = (
        desk.client.upload(where, {"file": csv_file(sheet_csv()), **form}, key="k-1")
        for _ in range(2)
    )

    assert first.json() == second.json()
    assert len(desk.client.get(SHEETS).json()["results"]) == 1


def test_a_report_lists_a_part_of_very_many_faults(desk, service):
    rows = ["bracket,local,,,,0,1,-1,,,,,,,,,"] * (MOST_LISTED + 100)
    answer = desk.upload_sheet(service, sheet_csv(*rows), dry_run="true")
    assert answer.json()["problem_count"] == MOST_LISTED + 100
    assert len(answer.json()["problems"]) == MOST_LISTED


def told(answer):
    """Line, column and code of each fault."""
    errors = answer.json()["errors"]
    places = [(error["pointer"].split("."), error["code"]) for error in errors]
    return sorted((int(line), column, code.split(".")[-1]) for (_, line, column), code in places)


def test_faults_of_every_kind_are_told_at_once_and_none_is_invented(desk, service):
    rows = [
        "bracket,national,,,,3,9,40000,,,,,,,,,",
        "bracket,local,,,,6,9,15000,,,,,,,,,",
        "bracket,marte,,,,0,1,9000,,,,,,,,,",
        "pair,saturno,,,,,,,76001,05001,,,,,,,",
        "pair,national,,,,,,,99999,05001,,,,,,,",
        "zone,local,5,1,1500,,,,,,,,,,,,",
        "tax,,,,,,,,,,base,-3,,,mala,2017-01-01,",
    ]
    answer = desk.upload_sheet(service, sheet_csv(*rows))
    assert answer.status_code == 422
    assert told(answer) == [
        (15, "over_kg", "overlap"), (17, "zone", "unknown_zone"), (18, "zone", "unknown_zone"),
        (19, "origin", "unknown_dane"), (20, "zone", "duplicate_row"), (21, "percent", "negative"),
    ]  # fmt: skip
    assert desk.client.get(SHEETS).json()["results"] == []


def test_a_gap_that_a_row_at_fault_may_fill_is_told_once_that_is_right(desk, service):
    wrong = "bracket,local,,,,5,6,-1,,,,,,,,,"
    answer = desk.upload_sheet(service, sheet_csv(wrong, "bracket,local,,,,6,9,15000,,,,,,,,,"))
    assert told(answer) == [(15, "price", "negative")]
    right = wrong.replace("-1", "12000")
    desk.draft(service, sheet_csv(right, "bracket,local,,,,6,9,15000,,,,,,,,,"))
