"""Imports and labels by command."""

import json
from io import StringIO

import pypdfium2
import pytest
from django.core.management import CommandError, call_command

from apps.orders.models import Order
from apps.orders.tests.guide_rows import make_guide
from apps.orders.tests.import_files import GOOD, origin, own
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])


@pytest.fixture
def customer():
    customer_id = new_id()
    origin(customer_id)
    return customer_id


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(own(GOOD), encoding="utf-8")
    return path


def run(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_imports_a_file_for_a_merchant(customer, file):
    said = run("import_orders", file, customer=customer)
    assert "1 orders: 1 created, 0 known before, 0 bad" in said
    assert Order.objects.get().customer_id == customer


def test_dry_run_keeps_no_order(customer, file):
    assert "1 good" in run("import_orders", file, customer=customer, dry_run=True)
    assert Order.objects.count() == 0


def test_bad_rows_are_told_written_and_change_the_exit_code(customer, file, tmp_path):
    file.write_text(own(GOOD, GOOD.replace("A-1", "A-2").replace("Luz Peña", "")), "utf-8")
    rejected = tmp_path / "rejected.csv"
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_orders", file, customer=customer, rejected=rejected, stdout=out)
    assert ended.value.code == 2
    assert "row 3, nombre: It is empty. [orders.import.required]" in out.getvalue()
    assert "orders.import.required" in rejected.read_text("utf-8-sig")


def test_sku_weights_come_from_a_file(customer, tmp_path):
    shop = tmp_path / "shop.csv"
    shop.write_text(
        "Name,Shipping Name,Shipping Address1,Shipping City,Shipping Phone,Total,Subtotal,"
        "Lineitem name,Lineitem quantity,Lineitem price,Lineitem sku\n"
        "#1,Ana Güiza,Cl 1 # 2-3,Cali,3005550101,50000,50000,Taza,3,16666,T\n",
        encoding="utf-8",
    )
    weights = tmp_path / "weights.json"
    weights.write_text(json.dumps({"T": "0.4"}))
    run("import_orders", shop, customer=customer, preset="shopify", sku_weights=weights)
    assert Order.objects.get().pieces.get().weight_g == 1200


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b\n1,2\n"])
def test_unreadable_file_ends_with_its_code(customer, tmp_path, content):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"\[orders\.import\."):
        run("import_orders", path, customer=customer)


def test_renders_the_labels_of_a_merchant(customer, tmp_path):
    make_guide(customer, pieces=2)
    make_guide(new_id(), serial=20_000_000)
    target = tmp_path / "labels.pdf"
    assert "1 guides" in run("render_labels", target, customer=customer)
    assert len(pypdfium2.PdfDocument(target)) == 2
    assert list(tmp_path.iterdir()) == [target]


def test_unknown_number_renders_nothing(tmp_path):
    target = tmp_path / "labels.pdf"
    with pytest.raises(CommandError, match=r"\[orders\.guide_not_found\]"):
        run("render_labels", target, "QTY000000000")
    assert not target.exists()
