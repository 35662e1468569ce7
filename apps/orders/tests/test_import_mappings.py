"""Columns of a shop's own: a merchant says once which holds what."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from apps.orders.models import Order
from apps.orders.tests.import_files import GOOD, origin, own
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["orders"])
HERE = "/api/v1/orders/imports"
MAPPINGS = "/api/v1/orders/import-mappings"
# What a plugin of a shop wrote, none of it as WooCommerce's usual exports do.
PLUGIN = (
    "Pedido;Situación;Cliente;Dirección de envío;Ciudad envío;Celular;Valor total;Artículo\n"
    "A-501;processing;Ana Güiza;Cl 5 # 6-7;Cali;3005550102;95000;Taza\n"
)
COLUMNS = {
    "reference": "Pedido",
    "status": "Situación",
    "name": "Cliente",
    "address": "dirección de envío",
    "city": "Ciudad envío",
    "phone": "Celular",
    "total": "Valor total",
    "value": "Valor total",
    "item_name": "Artículo",
}


@pytest.fixture
def merchant(api):
    client = api.as_merchant()
    origin(client.customer_id)
    return client


def send(client, content=PLUGIN, preset="woocommerce", **parts):
    file = SimpleUploadedFile("orders.csv", content.encode())
    return client.upload(HERE, {"file": file, "preset": preset, **parts})


def save(client, columns, preset="woocommerce"):
    return client.put(f"{MAPPINGS}/{preset}", json={"columns": columns})


def test_a_plugins_own_columns_are_read_once_they_were_said(merchant):
    refused = send(merchant).json()
    assert refused["code"] == "orders.import.missing_column"

    saved = save(merchant, COLUMNS)
    body = send(merchant).json()

    assert (saved.status_code, saved.json()["columns"]) == (200, COLUMNS)
    assert "Order Number" in saved.json()["fields_known"]["reference"]
    assert merchant.get(f"{MAPPINGS}/woocommerce").json() == saved.json()
    assert (body["rows_created"], body["rejected"]) == (1, [])
    order = Order.objects.get()
    assert (order.reference, order.recipient_name) == ("A-501", "Ana Güiza")
    assert (order.recipient_dane, order.declared_value) == ("76001", Money(95_000, COP))


def test_the_usual_columns_are_known_beside_them(merchant):
    save(merchant, {"name": "Cliente"}, preset="own")
    assert send(merchant, own(GOOD), preset="own").json()["rows_created"] == 1


def test_one_file_may_differ_from_what_was_saved(merchant):
    save(merchant, {**COLUMNS, "name": "Quién"})
    template = json.dumps({"columns": {"name": "Cliente"}})
    assert send(merchant, template=template).json()["rows_created"] == 1


def test_a_bad_row_is_told_by_the_merchants_own_header(merchant):
    save(merchant, COLUMNS)
    body = send(merchant, PLUGIN.replace("Cali", "Macondo")).json()
    [problem] = body["rejected"][0]["problems"]
    assert (problem["column"], problem["code"]) == ("Ciudad envío", "orders.import.unknown_city")


def test_nothing_said_forgets_them_and_nobody_elses_count(api, merchant):
    save(merchant, COLUMNS)
    other = api.as_merchant()
    origin(other.customer_id)
    assert other.get(f"{MAPPINGS}/woocommerce").json()["columns"] == {}
    assert send(other).json()["code"] == "orders.import.missing_column"

    assert save(merchant, {}).json()["columns"] == {}
    assert send(merchant).json()["code"] == "orders.import.missing_column"


@pytest.mark.parametrize(
    ("preset", "columns", "status", "code", "pointer"),
    [
        ("excel", {}, 404, "orders.import.preset_unknown", None),
        ("own", {"item_name": "x"}, 422, "orders.import.field_unknown", "columns.item_name"),
        ("own", {"colour": "x"}, 422, "request.invalid", "columns.colour"),
        ("own", {"name": ""}, 422, "request.invalid", "columns.name"),
        ("own", {"name": "x" * 121}, 422, "request.invalid", "columns.name"),
        ("own", {"name": ["x"]}, 422, "request.invalid", "columns.name"),
        ("own", ["name"], 422, "request.invalid", "columns"),
    ],
)
def test_refuses_what_is_no_mapping(preset, columns, status, code, pointer, merchant):
    refused = save(merchant, columns, preset)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert [e["pointer"] for e in refused.json()["errors"]] == ([pointer] if pointer else [])


def test_the_command_reads_them_too(merchant, tmp_path, capsys):
    save(merchant, COLUMNS)
    file = tmp_path / "orders.csv"
    file.write_text(PLUGIN, encoding="utf-8")

    call_command(
        "import_orders", str(file), "--customer", str(merchant.customer_id), "--preset",
        "woocommerce",
    )  # fmt: skip

    assert "1 orders: 1 created" in capsys.readouterr().out
