"""XLSX files: taken whatever their name, read as a spreadsheet shows them."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from apps.orders.models import ImportBatch, Order
from apps.orders.services.imports import source
from apps.orders.tests.import_files import OWN_HEADER, origin
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["orders"])
HERE = "/api/v1/orders/imports"
HEADER = OWN_HEADER.split(";")
# As a spreadsheet holds them: numbers are numbers, and 05001 has lost its zero.
GOOD = [
    "A-1", "Luz Peña", 3001234567, "Calle 1 # 2-3", 5001, None, 1.125, 20, 15.5, 10, "Libros",
    80000, 25000.0,
]  # fmt: skip


@pytest.fixture
def merchant(api):
    client = api.as_merchant()
    origin(client.customer_id)
    return client


def workbook(*rows, header=HEADER):
    book = Workbook()
    for row in (header, *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, content, name="orders.xlsx", preset="own"):
    return client.upload(HERE, {"file": SimpleUploadedFile(name, content), "preset": preset})


@pytest.mark.parametrize("name", ["orders.xlsx", "orders.csv", "orders"])
def test_workbook_is_taken_whatever_its_name(merchant, name):
    body = send(merchant, workbook(GOOD), name).json()

    assert (body["rows_created"], body["rejected"]) == (1, [])
    order = Order.objects.get()
    assert (order.recipient_dane, order.recipient_phone) == ("05001", "+573001234567")
    assert order.declared_value == Money(80_000, COP)
    assert order.cod_amount == Money(25_000, COP)
    piece = order.pieces.get()
    assert (piece.weight_g, piece.width_mm) == (1125, 155)


def test_bad_row_of_a_workbook_is_told_by_its_line_and_column(merchant):
    bad = ["A-2", *GOOD[1:4], "Macondo", *GOOD[5:]]
    body = send(merchant, workbook(GOOD, [], bad)).json()
    (row,) = body["rejected"]
    problem = row["problems"][0]
    assert (problem["line"], problem["column"], problem["code"]) == (
        4, "ciudad", "orders.import.unknown_city",
    )  # fmt: skip


def test_large_workbook_goes_to_a_job_and_keeps_its_lines(merchant, run_jobs, monkeypatch):
    monkeypatch.setattr(source, "MOST_AT_ONCE", 2)
    many = [[f"A-{i}", *GOOD[1:]] for i in range(5)]
    bad = ["B", "", *GOOD[2:]]

    begun = send(merchant, workbook(*many, [], bad))

    assert (begun.status_code, begun.json()["rows_expected"]) == (202, None)
    run_jobs("orders")
    ended = merchant.get(f"{HERE}/{begun.json()['id']}").json()
    assert (ended["rows_expected"], ended["rows_created"], ended["rows_bad"]) == (6, 5, 1)
    assert ended["rejected"][0]["line"] == 8


def test_dates_and_yes_or_no_are_text(merchant):
    row = [*GOOD[:10], date(2026, 3, 5), *GOOD[11:]]
    assert send(merchant, workbook(row)).json()["rows_created"] == 1
    assert Order.objects.get().contents == "2026-03-05"


def test_workbook_that_unpacks_to_too_much_is_refused(merchant):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"\0" * (65 * 1024 * 1024))
    refused = send(merchant, out.getvalue())
    assert (refused.status_code, refused.json()["code"]) == (422, "orders.import.not_xlsx")
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (workbook(header=[]), "empty_file"),
        (workbook(GOOD, header=["referencia"]), "missing_column"),
        (workbook(), "empty_file"),
    ],
)
def test_workbook_that_holds_no_orders_is_refused(merchant, content, code):
    assert send(merchant, content).json()["code"] == f"orders.import.{code}"


def test_form_with_two_files_is_refused(merchant):
    files = [SimpleUploadedFile("a.csv", b"a"), SimpleUploadedFile("b.csv", b"b")]
    refused = merchant.upload(HERE, {"file": files, "preset": "own"})
    assert refused.status_code == 422
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [("file", "repeated")]
