"""Exports as the shops write them, with all their columns, go through unchanged."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from apps.orders.models import Order
from apps.orders.tests.import_files import origin
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["orders"])
HERE = "/api/v1/orders/imports"
WOOCOMMERCE = (Path(__file__).parent / "shop_exports" / "woocommerce.csv").read_bytes()
SUITE = (
    "order_id,order_number,date,status,order_total,order_currency,payment_method,"
    "billing_first_name,billing_last_name,billing_phone,billing_email,shipping_first_name,"
    "shipping_last_name,shipping_company,shipping_address_1,shipping_address_2,shipping_city,"
    "shipping_state,shipping_country,customer_note,item_name,item_sku,item_quantity\n"
    "9001,W-77,2026-03-02,processing,88000.00,COP,bacs,Ana,Ruiz,3005550102,ana@correo.example,"
    "Ana,Ruiz,,Cl 5 # 6-7,Apto 2,Cali,VAC,CO,,Taza,TAZ-01,2\n"
)


@pytest.fixture
def merchant(api):
    client = api.as_merchant()
    origin(client.customer_id)
    return client


def send(client, content, name="orders.csv"):
    return client.upload(
        HERE, {"file": SimpleUploadedFile(name, content), "preset": "woocommerce"}
    ).json()


def as_workbook(text):
    book = Workbook()
    for row in csv.reader(StringIO(text.decode())):
        book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("content", [WOOCOMMERCE, as_workbook(WOOCOMMERCE)], ids=["csv", "xlsx"])
def test_woocommerces_order_export_becomes_orders_and_reasons(merchant, content):
    body = send(merchant, content)

    assert (body["rows_total"], body["rows_created"], body["rows_bad"]) == (4, 2, 2)
    reasons = [(p["line"], p["column"], p["code"]) for r in body["rejected"] for p in r["problems"]]
    assert reasons == [
        (5, "Order Status", "orders.import.fulfilled"),
        (6, "Order Status", "orders.import.unpaid"),
    ]
    first = Order.objects.get(reference="4501")
    assert (first.recipient_name, first.recipient_dane) == ("Ana Güiza", "76001")
    assert first.recipient_address == "Cl 5 # 6-7, Apto 302"
    assert (first.cod_amount, first.declared_value) == (Money(107_000, COP), Money(95_000, COP))
    assert list(first.lines.values_list("sku", "quantity")) == [("TAZ-01", 2), ("MIE-02", 1)]
    assert first.notes == "Timbre dañado, llamar"


def test_order_without_a_delivery_address_goes_to_the_invoices(merchant):
    send(merchant, WOOCOMMERCE)
    order = Order.objects.get(reference="4502")
    assert (order.recipient_name, order.recipient_company) == ("Luz Peña", "Tejidos Peña")
    assert (order.recipient_address, order.recipient_dane) == ("Carrera 13 # 85-32", "11001")
    assert order.cod_amount == Money.zero()


def test_woocommerces_export_suite_goes_through(merchant):
    body = send(merchant, SUITE.encode())
    assert (body["rows_created"], body["rejected"]) == (1, [])
    order = Order.objects.get()
    assert (order.reference, order.recipient_complement) == ("W-77", "Apto 2")
    assert order.declared_value == Money(88_000, COP)
    assert list(order.lines.values_list("sku", "quantity")) == [("TAZ-01", 2)]


TO = "Ana Ruiz,Cl 5 # 6-7,Cali,Valle del Cauca,CO,3005550102"


def shopify(*lines, fulfilment="partial", owed="0.00"):
    """An order of 50,000; `lines`: name, price, quantity and what became of each; `owed`: what
    the buyer pays at the door."""
    header = (
        "Name,Financial Status,Fulfillment Status,Currency,Subtotal,Total,Outstanding Balance,"
        "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem requires shipping,"
        "Lineitem fulfillment status,Shipping Name,Shipping Address1,Shipping City,"
        "Shipping Province Name,Shipping Country,Shipping Phone,Payment Method"
    )
    rows = [header]
    paid = "paid" if owed == "0.00" else "pending"
    for index, (name, price, quantity, status) in enumerate(lines):
        order = f"{paid},{fulfilment},COP,50000.00,62000.00,{owed}" if not index else ",,,,,"
        to = f"{TO},Cash on Delivery (COD)" if not index else ",,,,,,"
        rows.append(f"#7001,{order},{quantity},{name},{price},{name},true,{status},{to}")
    return "\n".join(rows).encode()


def take_shopify(merchant, content):
    file = SimpleUploadedFile("orders_export.csv", content)
    return merchant.upload(HERE, {"file": file, "preset": "shopify"}).json()


def test_of_an_order_that_was_shipped_in_part_the_rest_is_shipped(merchant):
    content = shopify(
        ("TAZ", "20000", 1, "fulfilled"), ("MIE", "10000", 2, "pending"), ("PAN", "10000", 1, "")
    )

    body = take_shopify(merchant, content)

    assert (body["rows_created"], body["rejected"]) == (1, [])
    order = Order.objects.get()
    assert list(order.lines.values_list("sku", "quantity")) == [("MIE", 2), ("PAN", 1)]
    assert order.contents == "MIE x 2, PAN"
    assert order.declared_value == Money(30_000, COP)


@pytest.mark.parametrize(("owed", "collected"), [("62000.00", 30_000), ("12000.00", 12_000)])
def test_at_the_door_of_the_rest_no_more_is_collected_than_it_is_worth(merchant, owed, collected):
    """62,000 were asked for the second part, after the first one's courier had them."""
    content = shopify(("TAZ", "20000", 1, "fulfilled"), ("MIE", "30000", 1, ""), owed=owed)

    assert take_shopify(merchant, content)["rows_created"] == 1

    assert Order.objects.get().cod_amount == Money(collected, COP)


@pytest.mark.parametrize(
    ("sent", "rest", "collected", "declared"),
    [
        # 100,000 of goods for 50,000: each bears half of what it would cost.
        (("TAZ", "40000", 1, "fulfilled"), ("MIE", "60000", 1, ""), 30_000, 30_000),
        # All that is paid for has gone, and been paid: what follows is a gift.
        (("TAZ", "50000", 1, "fulfilled"), ("PIN", "0", 1, ""), 0, 50_000),
        # No line says what it costs.
        (("TAZ", "", 1, "fulfilled"), ("MIE", "", 1, ""), 62_000, 50_000),
    ],
)
def test_a_discount_is_shared_and_for_a_gift_nothing_is_collected(
    sent, rest, collected, declared, merchant
):
    assert take_shopify(merchant, shopify(sent, rest, owed="62000.00"))["rows_created"] == 1
    order = Order.objects.get()
    assert order.cod_amount == Money(collected, COP)
    assert order.declared_value == Money(declared, COP)


def test_an_order_whose_lines_have_all_left_is_not_shipped_again(merchant):
    body = take_shopify(
        merchant, shopify(("TAZ", "20000", 1, "fulfilled"), ("MIE", "30000", 1, "fulfilled"))
    )

    [row] = body["rejected"]
    [problem] = row["problems"]
    assert (problem["code"], problem["column"]) == (
        "orders.import.fulfilled",
        "Lineitem fulfillment status",
    )
    assert Order.objects.count() == 0


def test_a_line_that_was_shipped_in_part_is_for_people(merchant):
    body = take_shopify(merchant, shopify(("TAZ", "25000", 2, "partial")))

    [problem] = body["rejected"][0]["problems"]
    assert (problem["line"], problem["code"]) == (2, "orders.import.partly_fulfilled")


def test_a_line_whose_state_nobody_knows_is_for_people(merchant):
    body = take_shopify(merchant, shopify(("TAZ", "25000", 2, "in_transit")))

    [row] = body["rejected"]
    [problem] = row["problems"]
    assert (problem["code"], problem["column"]) == (
        "orders.import.unknown_state",
        "Lineitem fulfillment status",
    )
    assert "in_transit" in problem["reason_es"]
    assert Order.objects.count() == 0


def test_an_order_of_which_nothing_has_left_is_shipped_whole(merchant):
    content = shopify(
        ("TAZ", "20000", 1, "pending"), ("MIE", "30000", 1, "pending"), fulfilment="unfulfilled"
    )

    assert take_shopify(merchant, content)["rows_created"] == 1
    assert Order.objects.get().declared_value == Money(50_000, COP)
