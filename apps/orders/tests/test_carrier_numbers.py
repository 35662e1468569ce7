"""The carrier's own number on our label, in the bar code that its scanners expect."""

from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from apps.orders.domain.labels import itf
from apps.orders.models import OperatorAccount
from apps.orders.tests.guide_rows import make_guide
from apps.orders.tests.zpl_printer import printed
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
HERE = "/api/v1/orders/guides"
OURS = "QTY473124829"


@pytest.fixture
def merchant(api):
    return api.as_merchant()


def carried(merchant, number, *, adapter="interrapidisimo", settings=None):
    """A guide of an operator that gave it a number of its own."""
    account = OperatorAccount.objects.create(
        operator_id=new_id(),
        operator_code="inter",
        adapter=adapter,
        settings=settings or {},
        sealed=b"",
    )
    return make_guide(merchant.customer_id, operator_number=number, account=account)


def read(image):
    found = zxingcpp.read_barcodes(image.convert("L"))
    return {(code.format.name, code.text) for code in found if code.format.name != "QRCode"}


CASES = [
    ("240012345678", "interrapidisimo", {}, "ITF"),
    ("24001234567", "interrapidisimo", {}, "Code128"),
    ("2191988001", "servientrega", {}, "Code128"),
    ("2191988001", "servientrega", {"barcode": "itf"}, "ITF"),
    ("1Z12345E0205271688", "karrio_ups", {}, "Code128"),
]


@pytest.mark.parametrize(("number", "adapter", "settings", "kind"), CASES)
@pytest.mark.parametrize("dpi", [203, 300])
def test_a_scanner_reads_both_numbers_off_the_picture(
    number, adapter, settings, kind, dpi, merchant
):
    guide = carried(merchant, number, adapter=adapter, settings=settings)

    answer = merchant.get(f"{HERE}/{guide.number}/label?format=png&dpi={dpi}")

    shown = read(Image.open(BytesIO(answer.content)))
    assert shown == {("Code128", OURS), (kind, number)}


@pytest.mark.parametrize(("number", "adapter", "settings", "kind"), CASES[:3])
def test_a_scanner_reads_both_numbers_off_the_printers_label(
    number, adapter, settings, kind, merchant
):
    guide = carried(merchant, number, adapter=adapter, settings=settings)

    answer = merchant.get(f"{HERE}/{guide.number}/label?format=zpl")

    [label] = printed(b"".join(answer.streaming_content))
    assert read(label.image) == {("Code128", OURS), (kind, number)}
    assert f"Andina Exprés S.A.S.: {number}" in label.texts


@pytest.mark.parametrize("number", ["9" * 60, "guía ñ 1"])
def test_a_number_that_no_bars_can_hold_stands_in_letters(number, merchant):
    guide = carried(merchant, number)

    answer = merchant.get(f"{HERE}/{guide.number}/label?format=png")

    assert read(Image.open(BytesIO(answer.content))) == {("Code128", OURS)}


@given(st.text("0123456789", min_size=6, max_size=20).filter(itf.fits))
def test_interleaved_2_of_5_reads_back(text):
    widths = itf.widths(text)
    image = Image.new("L", ((sum(widths) + 40) * 2, 120), 255)
    pen, x = ImageDraw.Draw(image), 40
    for index, width in enumerate(widths):
        if index % 2 == 0:
            pen.rectangle((x, 10, x + width * 2 - 1, 110), fill=0)
        x += width * 2

    assert read(image) == {("ITF", text)}


@pytest.mark.parametrize("text", ["", "123", "12a4", "١٢"])
def test_interleaved_2_of_5_refuses_what_it_cannot_hold(text):
    with pytest.raises(ValueError, match="pairs of digits"):
        itf.widths(text)
