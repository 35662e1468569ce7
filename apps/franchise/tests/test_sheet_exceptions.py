"""Exceptions by merchant, zone, volume and campaign dates, from the file to who quotes."""

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, connections

from apps.franchise.tests.conftest import HEADER, sheet_csv
from quenty.contracts.franchise.api import FranchiseApi, RateSheet
from quenty.contracts.franchise.rate_exceptions import exception_for
from quenty.kernel.ids import new_id
from quenty.platform.codec import from_plain, to_plain
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["franchise"])
WIDE = HEADER + ",merchant,from_guides,up_to_guides"
MERCHANT = new_id()


def row(percent: object, *, zone="", merchant="", guides=("", ""), days=("2026-01-01", "")) -> str:
    cells = {
        "record": "exception", "zone": zone, "percent": percent, "valid_from": days[0],
        "valid_to": days[1], "merchant": merchant, "from_guides": guides[0],
        "up_to_guides": guides[1],
    }  # fmt: skip
    return ",".join(str(cells.get(name, "")) for name in WIDE.split(","))


ROWS = (
    row(2, guides=(50, 100)),
    row(4, guides=(100, "")),
    row(5, zone="national"),
    row(12, merchant=MERCHANT),
    row(20, zone="local", days=("2026-11-27", "2026-11-30"), merchant=MERCHANT),
)


def wide(*rows: str) -> bytes:
    """The rows of the other records have no cells for the columns of exceptions."""
    good = sheet_csv().decode().splitlines()[1:]
    return "\n".join([WIDE, *(f"{each},,," for each in good), *rows, ""]).encode()


def percent(sheet: RateSheet, *, zone="local", merchant=None, guides=0, day="2026-06-01"):
    found = exception_for(
        sheet.exceptions, merchant_id=merchant or new_id(), zone=zone, guides=guides,
        day=date.fromisoformat(day),
    )  # fmt: skip
    return found and found.percent


def read(sheet: dict) -> RateSheet:
    """As a neighbour in another process reads it."""
    found = registry.get(FranchiseApi).rate_sheet(sheet_id=UUID(sheet["id"]))
    return from_plain(to_plain(found), RateSheet)


def test_the_most_specific_exception_reaches_who_quotes(desk, service):
    sheet = read(desk.publish(desk.draft(service, wide(*ROWS))))
    assert percent(sheet) is None
    assert percent(sheet, guides=50) == 2
    assert percent(sheet, guides=100) == 4
    assert percent(sheet, guides=100, zone="national") == 5
    assert percent(sheet, merchant=MERCHANT, guides=100, zone="national") == 12
    assert percent(sheet, merchant=MERCHANT, day="2026-11-27") == 20
    assert percent(sheet, merchant=MERCHANT, day="2026-11-30") == 12
    assert percent(sheet, merchant=MERCHANT, day="2025-12-31") is None


def test_exceptions_count_in_the_hash_and_are_told_by_the_difference(desk, service):
    plain, same = desk.draft(service), desk.draft(service, wide())
    other = desk.draft(service, wide(*ROWS))
    assert plain["hash"] == same["hash"] != other["hash"]
    path = f"/api/v1/franchise/rate-sheets/{other['id']}/diff?against={plain['id']}"
    assert desk.client.get(path).json()["sections"] == {"exceptions": 5}
    shown = desk.client.get(f"/api/v1/franchise/rate-sheets/{other['id']}").json()
    assert [each["percent"] for each in shown["exceptions"]].count("12.0000") == 1


@pytest.mark.parametrize(
    ("rows", "column", "code"),
    [
        ([row(0)], "percent", "out_of_range"),
        ([row(-5)], "percent", "negative"),
        ([row(101)], "percent", "out_of_range"),
        ([row(5, zone="lunar")], "zone", "unknown_zone"),
        ([row(5, merchant="ana")], "merchant", "not_an_id"),
        ([row(5, guides=(100, 50))], "up_to_guides", "out_of_range"),
        ([row(5, days=("2026-02-01", "2026-02-01"))], "valid_to", "out_of_range"),
        ([row(5, guides=(0, 60)), row(6, guides=(50, 100))], "record", "overlap"),
        ([row(5), row(6, days=("2026-12-01", "2026-12-31"))], "record", "overlap"),
    ],
)
def test_a_fault_of_an_exception_is_told_and_nothing_is_imported(desk, service, rows, column, code):
    answer = desk.upload_sheet(service, wide(*rows))
    assert answer.status_code == 422
    found = {
        (e["pointer"].split(".")[-1], e["code"].split(".")[-1]) for e in answer.json()["errors"]
    }
    assert (column, code) in found
    assert desk.client.get("/api/v1/franchise/rate-sheets").json()["results"] == []


def test_the_database_keeps_published_exceptions_as_they_are(desk, service):
    desk.publish(desk.draft(service, wide(*ROWS)))
    with connections["franchise"].cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute("UPDATE franchise_exceptionrow SET percent = 99")
