"""Files of orders over HTTP: good rows become orders, bad rows come back with reasons."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.orders.models import ImportBatch, ImportRow, Order
from apps.orders.tests.import_files import GOOD, OWN_HEADER, origin, own
from quenty.demo.sample.goods import SKU_WEIGHTS
from quenty.demo.sample.mistakes import MISTAKES
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["orders"])
HERE = "/api/v1/orders/imports"
SAMPLE = Path("quenty/demo/data/shopify_orders.csv").read_bytes()


@pytest.fixture
def merchant(api):
    client = api.as_merchant()
    origin(client.customer_id)
    return client


def send(client, content, *, preset="own", name="orders.csv", key="", **parts):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.upload(HERE, {"file": file, "preset": preset, **parts}, key=key)


def problems_of(body):
    return [(p["line"], p["column"], p["code"]) for r in body["rejected"] for p in r["problems"]]


def test_sample_export_becomes_orders_and_reasons(merchant):
    template = json.dumps({"sku_weights": SKU_WEIGHTS})

    response = send(merchant, SAMPLE, preset="shopify", template=template)

    body = response.json()
    assert response.status_code == 201
    assert (body["rows_total"], body["rows_created"], body["rows_bad"]) == (496, 482, 14)
    assert [row["problems"][0]["code"] for row in body["rejected"]] == [
        code for _, code in MISTAKES
    ]
    orders = Order.objects.filter(customer_id=merchant.customer_id)
    assert orders.count() == 482
    assert len({order.recipient_dane[:2] for order in orders}) == 33
    assert orders.filter(cod_amount__gt=Money.zero()).exists()
    assert set(orders.values_list("channel", flat=True)) == {"shopify"}


def test_same_file_twice_makes_no_second_order(merchant):
    first = send(merchant, own(GOOD)).json()
    again = send(merchant, own(GOOD)).json()
    assert (first["rows_created"], first["rows_known"]) == (1, 0)
    assert (again["rows_created"], again["rows_known"]) == (0, 1)
    assert again["file_hash"] == first["file_hash"]
    assert Order.objects.count() == 1


def test_two_merchants_may_use_one_reference(api, merchant):
    other = api.as_merchant()
    origin(other.customer_id)
    assert send(merchant, own(GOOD)).json()["rows_created"] == 1
    assert send(other, own(GOOD)).json()["rows_created"] == 1


def test_dry_run_reports_the_same_and_keeps_no_order(merchant, published):
    bad = GOOD.replace("A-1", "A-2").replace("Medellín", "Macondo")
    body = send(merchant, own(GOOD, bad), dry_run="true").json()
    assert (body["rows_created"], body["rows_bad"], body["dry_run"]) == (0, 1, True)
    assert problems_of(body) == [(3, "ciudad", "orders.import.unknown_city")]
    rows = merchant.get(f"{HERE}/{body['id']}/rows?ordering=line").json()["results"]
    assert [row["status"] for row in rows] == ["valid", "bad"]
    assert Order.objects.count() == 0
    assert published("orders.order.created") == []


def test_row_becomes_the_order_it_says(merchant):
    row = (
        "=1+1;María Ñáñez;+57 301-555 0199;Cra 7 # 8-9;bogota dc;;0,5;30;20,5;10;Ropa;"
        "1.250.000;350000;destinatario;maria@correo.example"
    )
    assert send(merchant, own(row)).json()["rows_created"] == 1
    order = Order.objects.get()
    assert (order.reference, order.recipient_name) == ("=1+1", "María Ñáñez")
    assert (order.recipient_phone, order.recipient_dane) == ("+573015550199", "11001")
    assert order.declared_value == Money(1_250_000, COP)
    assert order.cod_amount == Money(350_000, COP)
    assert (order.payer, order.origin_dane) == ("recipient", "11001")
    piece = order.pieces.get()
    assert (piece.weight_g, piece.length_mm, piece.width_mm) == (500, 300, 205)


@pytest.mark.parametrize(
    ("written", "grams"),
    [("1.250", 1_250), ("2,500", 2_500), ("0,5", 500), ("12", 12_000), ("1.250,5", 1_250_500)],
)
def test_a_weight_is_written_in_kilograms_and_grams(merchant, written, grams):
    assert send(merchant, own(GOOD.replace("1,5", written))).json()["rows_created"] == 1
    assert Order.objects.get().pieces.get().weight_g == grams


def test_rows_of_one_reference_are_pieces_of_one_order(merchant):
    second = GOOD.replace("1,5", "3")
    body = send(merchant, own(GOOD, second)).json()
    assert (body["rows_total"], body["rows_created"]) == (1, 1)
    assert list(Order.objects.get().pieces.values_list("weight_g", flat=True)) == [1500, 3000]


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        (("Medellín;Antioquia", "La Unión;"), "ciudad", "unknown_city"),
        (("300 123 45 67", "12"), "telefono", "bad_phone"),
        (("300 123 45 67", "3001234567 ext 5"), "telefono", "phone_extension"),
        (("Luz Peña", "محمد"), "nombre", "unprintable"),
        (("Luz Peña", "\u202e\u200b"), "nombre", "required"),
        (("Calle 1 # 2-3", "Calle 1 北京"), "direccion", "unprintable"),
        (("300 123 45 67", "3.00123E+09"), "telefono", "phone_rounded"),
        (("Calle 1 # 2-3", ""), "direccion", "required"),
        (("Luz Peña", "x" * 121), "nombre", "too_long"),
        (("80.000", "-80.000"), "valor_declarado", "out_of_range"),
        (("80.000", ""), "valor_declarado", "required"),
        (("80.000", "mucho"), "valor_declarado", "bad_number"),
        ((";1,5;", ";9999999;"), "peso_kg", "out_of_range"),
        ((";1,5;", ";1e999;"), "peso_kg", "bad_number"),
        ((";20;", ";-20;"), "largo_cm", "out_of_range"),
        (("80.000;;;", "80.000;;vecino;"), "paga_flete", "unknown_choice"),
        (("80.000;;;", "80.000;;;sin-arroba"), "correo", "bad_email"),
        (("A-1", ""), "referencia", "required"),
        (("80.000;;;", "80.000;;;;;x"), "referencia", "too_many_cells"),
    ],
)
def test_bad_row_is_told_by_column_and_code(merchant, change, column, code):
    body = send(merchant, own(GOOD.replace(*change), GOOD.replace("A-1", "A-9"))).json()
    assert problems_of(body) == [(2, column, f"orders.import.{code}")]
    assert (body["rows_created"], body["rows_bad"]) == (1, 1)


def test_reference_that_comes_back_later_in_the_file_is_refused(merchant):
    body = send(merchant, own(GOOD, GOOD.replace("A-1", "A-2"), GOOD)).json()
    assert body["rows_created"] == 2
    assert problems_of(body) == [(4, "referencia", "orders.import.repeated_reference")]


def test_reason_is_told_in_both_languages(api, merchant):
    bad = GOOD.replace("Medellín", "Macondo")
    problem = send(merchant, own(bad)).json()["rejected"][0]["problems"][0]
    assert "no nombra un único municipio" in problem["reason_es"]
    assert "names no single municipality" in problem["reason_en"]
    assert problem["reason"] == problem["reason_es"]


@pytest.mark.parametrize(
    ("content", "status", "code", "field"),
    [
        (b"", 422, "empty_file", "file"),
        (b"\n\n  \n", 422, "empty_file", "file"),
        (OWN_HEADER.encode() + b"\n", 422, "empty_file", "file"),
        (own(GOOD).encode() + "Peña".encode("cp1252"), 422, "wrong_encoding", "file"),
        (own(GOOD).encode("utf-16"), 422, "wrong_encoding", "file"),
        (own(GOOD).encode("cp1252") + b"\x81", 422, "wrong_encoding", "file"),
        (b"PK\x03\x04\xff\xfe\x00", 422, "not_xlsx", "file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, 422, "old_excel", "file"),
        (own(GOOD).replace("telefono;", "").encode(), 422, "missing_column", "telefono"),
        (own(GOOD).replace("ancho_cm", "telefono").encode(), 422, "repeated_column", "telefono"),
        (own(GOOD).replace("Luz", '"Luz').encode(), 422, "not_csv", "file"),
        (own(GOOD.replace("Luz", "Lu\0z")).encode(), 422, "not_csv", "file"),
        (b"referencia\n" + b"x\n" * 20_001, 422, "missing_column", "nombre"),
        (own(*[f"r{i};" for i in range(20_001)]).encode(), 422, "too_many_rows", "file"),
        (b"x" * (10 * 1024 * 1024 + 1), 413, "file_too_large", "file"),
    ],
)
def test_file_that_cannot_be_read_is_refused_whole(merchant, content, status, code, field):
    response = send(merchant, content)
    body = response.json()
    assert (response.status_code, body["code"]) == (status, f"orders.import.{code}")
    assert [error["pointer"] for error in body["errors"]] == [field]
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize(
    ("parts", "pointer"),
    [
        ({"preset": "excel"}, "preset"),
        ({"template": "{"}, "template"),
        ({"template": '{"weight_kg": -1}'}, "template.weight_kg"),
        ({"template": '{"weight": 1}'}, "template.weight"),
        ({"template": '{"origin": {"name": "x"}}'}, "template.origin.phone"),
        ({"surprise": "1"}, "surprise"),
    ],
)
def test_refuses_settings_it_does_not_know(merchant, parts, pointer):
    response = send(merchant, own(GOOD), **parts)
    assert (response.status_code, response.json()["code"]) == (422, "request.invalid")
    assert pointer in [error["pointer"] for error in response.json()["errors"]]


def test_template_gives_parcel_and_origin(merchant):
    template = {
        "weight_kg": "3.5",
        "origin": {
            "name": "Bodega",
            "phone": "3005550101",
            "address": "Calle 9 # 9-9",
            "dane_code": "Cali",
        },
    }
    row = GOOD.replace(";1,5;", ";;")
    assert send(merchant, own(row), template=json.dumps(template)).json()["rows_created"] == 1
    order = Order.objects.get()
    assert (order.origin_name, order.origin_dane) == ("Bodega", "76001")
    assert order.pieces.get().weight_g == 3500


def test_merchant_without_origin_is_told_once_and_the_batch_says_so(api):
    client = api.as_merchant()
    response = send(client, own(GOOD, GOOD.replace("A-1", "A-2")))
    assert (response.status_code, response.json()["code"]) == (422, "orders.origin_missing")
    batch = ImportBatch.objects.get()
    assert (batch.status, batch.failure) == ("failed", "orders.origin_missing")
    assert Order.objects.count() == 0


def test_rejected_rows_come_back_as_a_file_that_can_be_mended_and_sent(merchant):
    bad = GOOD.replace("A-1", "=HYPERLINK(1)").replace("Medellín;Antioquia", "+Macondo;@x")
    batch = send(merchant, own(GOOD, bad)).json()

    response = merchant.get(f"{HERE}/{batch['id']}/rejected.csv")

    assert response["Content-Type"].startswith("text/csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    header, row = csv.reader(StringIO(text))
    assert header[-4:] == ["Fila", "Columna", "Código", "Motivo"]
    assert row[0] == "'=HYPERLINK(1)"
    assert row[4:6] == ["'+Macondo", "'@x"]
    assert row[-4:-1] == ["3", "ciudad", "orders.import.unknown_city"]
    mended = text.replace("'+Macondo", "Medellín").replace("'@x", "Antioquia")
    assert send(merchant, mended).json()["rows_created"] == 1
    assert Order.objects.filter(reference="=HYPERLINK(1)").exists()


def test_good_rows_leave_no_copy_of_personal_data_in_the_report(merchant):
    send(merchant, own(GOOD))
    assert ImportRow.objects.get().raw == {}


def test_another_merchants_import_does_not_exist(api, merchant):
    batch = send(merchant, own(GOOD)).json()
    other = api.as_merchant()
    for path in ("", "/rows", "/rejected.csv"):
        response = other.get(f"{HERE}/{batch['id']}{path}")
        assert (response.status_code, response.json()["code"]) == (404, "orders.import.not_found")
    assert other.get(HERE).json()["results"] == []
    assert merchant.get(f"{HERE}/{new_id()}").status_code == 404
    assert api.as_role("support").get(f"{HERE}/{batch['id']}").status_code == 200


def test_key_replays_the_report(merchant):
    first = send(merchant, own(GOOD), key="once")
    again = send(merchant, own(GOOD), key="once")
    assert again["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()
    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize("rows", [2, 20])
def test_list_of_rows_asks_the_database_a_constant_number_of_times(
    merchant, rows, django_assert_num_queries
):
    batch = send(merchant, own(*[GOOD.replace("A-1", f"A-{i}") for i in range(rows)])).json()
    with django_assert_num_queries(2, using="orders"):
        page = merchant.get(f"{HERE}/{batch['id']}/rows").json()
    assert len(page["results"]) == rows


WOO = (
    "Order Number,Order Status,First Name (Shipping),Last Name (Shipping),"
    "Address 1 (Shipping),City (Shipping),State Code (Shipping),Country Code (Shipping),"
    "Phone (Billing),Payment Method,Order Total Amount,Item Name,Quantity,Item Cost,SKU\n"
    "501,processing,Ana,Güiza,Cl 5 # 6-7,Cali,CO-VAC,CO,3005550102,cod,95000,Taza,1,64000,T\n"
    "501,processing,Ana,Güiza,Cl 5 # 6-7,Cali,CO-VAC,CO,3005550102,cod,95000,Miel,1,31000,M\n"
    "502,cancelled,Luz,Peña,Cl 5 # 6-7,Cali,VAC,CO,3005550102,cod,95000,Taza,1,64000,T\n"
    "503,pending,Luz,Peña,Cl 5 # 6-7,Cali,VAC,CO,3005550102,bacs,95000,Taza,1,64000,T\n"
)


def test_woocommerce_rows_are_line_items_and_cod_is_collected(merchant):
    body = send(merchant, WOO, preset="woocommerce").json()
    assert [code for _, _, code in problems_of(body)] == [
        "orders.import.cancelled",
        "orders.import.unpaid",
    ]
    order = Order.objects.get()
    assert (order.recipient_name, order.recipient_dane) == ("Ana Güiza", "76001")
    assert order.cod_amount == Money(95_000, COP)
    assert list(order.lines.values_list("sku", flat=True)) == ["T", "M"]


def test_template_goes_in_as_it_comes_out(merchant):
    response = merchant.get(f"{HERE}/template.csv")
    assert response["Content-Type"].startswith("text/csv")
    body = send(merchant, response.content).json()
    assert (body["rows_created"], body["rejected"]) == (1, [])
    assert Order.objects.get().reference == "PED-1001"
