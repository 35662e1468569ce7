"""What a printer makes of the ZPL: drawn at 203 dpi, scanned, and held to looked-at samples."""

from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from apps.orders.tests.guide_rows import make_guide
from apps.orders.tests.zpl_printer import printed
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["orders"])
HERE = "/api/v1/orders/guides"
SAMPLES = Path(__file__).parent / "zpl_samples"
CASES = {
    "cod_two_pieces": {"pieces": 2},
    "plain": {"order": {"cod_amount": Money(0, COP), "recipient_complement": ""}},
    "marks_and_signs": {
        "order": {
            "recipient_name": "Íñigo Güemes Ãvila Çelik Ørsted",
            "recipient_address": r"Cl 5 ^B ~C _D \& 100% #2",
            "origin_name": "Łódź & Dvořák",
        }
    },
}


@pytest.fixture
def merchant(api, settings):
    settings.QUENTY_PUBLIC_URL = "https://quenty.example"
    return api.as_merchant()


def zpl_of(merchant, case):
    guide = make_guide(merchant.customer_id, **CASES[case])
    answer = merchant.get(f"{HERE}/{guide.number}/label?format=zpl")
    return guide, b"".join(answer.streaming_content)


@pytest.mark.parametrize("case", sorted(CASES))
def test_the_bytes_are_those_of_the_sample_that_was_looked_at(case, merchant):
    _, text = zpl_of(merchant, case)

    assert text == (SAMPLES / f"{case}.zpl").read_bytes()


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_scanner_reads_both_codes_off_the_printed_label(case, merchant):
    guide, text = zpl_of(merchant, case)

    labels = printed(text)

    assert len(labels) == len(guide.order.pieces.all())
    for piece, label in enumerate(labels, start=1):
        read = {c.format.name: c.text for c in zxingcpp.read_barcodes(label.image.convert("L"))}
        assert read["Code128"] == guide.number
        assert read["QRCode"].startswith(f"https://quenty.example/track/{guide.number}")
        assert read["QRCode"].endswith(f"#{piece}") == (len(labels) > 1)


def test_bars_stand_where_the_picture_has_them(merchant):
    guide, text = zpl_of(merchant, "plain")
    [label] = printed(text)
    picture = Image.open(BytesIO(merchant.get(f"{HERE}/{guide.number}/label?format=png").content))

    assert picture.size == label.image.size
    bars, square = sorted(label.codes, key=lambda at: at[2] - at[0], reverse=True)
    same = ImageChops.difference(
        label.image.crop(bars).convert("L"), picture.crop(bars).convert("L")
    )
    assert same.getbbox() is None
    # The QR's mask is its maker's choice; where it stands is not.
    for at in (label.image.crop(square), picture.crop(square)):
        assert at.convert("L").resize((1, 1), box=(0, 0, 7, 7)).getpixel((0, 0)) < 128
    dark = ImageChops.invert(picture.convert("L")).crop(square).getbbox()
    assert dark == (0, 0, square[2] - square[0], square[3] - square[1])


def test_letters_with_marks_and_signs_are_printed_as_written(merchant):
    _, text = zpl_of(merchant, "marks_and_signs")
    [label] = printed(text)

    said = " ".join(label.texts)
    assert "Íñigo Güemes Ãvila Çelik Ørsted" in said
    assert r"Cl 5 ^B ~C _D \& 100% #2" in said
    # What Latin-1 lacks loses its mark, and no more.
    assert "Lódz & Dvorák" in said
