"""Labels over HTTP: rendered, looked at by a scanner, checked against ZPL's grammar."""

import re
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from apps.orders.domain.labels.code128 import symbols
from apps.orders.domain.labels.drawing import Barcode, Qr
from apps.orders.domain.numbers import is_guide_number
from apps.orders.services.labels import print_labels
from apps.orders.services.labels.png import picture
from apps.orders.tests.guide_rows import make_guide, many_guides
from apps.orders.tests.memory import MEGABYTE, watched
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
HERE = "/api/v1/orders/guides"
BATCH = "/api/v1/orders/labels"


def pages_of(response, dpi):
    document = pypdfium2.PdfDocument(b"".join(response.streaming_content))
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def scanned(image):
    return {code.format.name: code.text for code in zxingcpp.read_barcodes(image)}


@pytest.fixture
def merchant(api):
    return api.as_merchant()


@pytest.mark.parametrize("dpi", [203, 300])
def test_scanner_reads_both_codes_of_every_piece_back_to_the_guide(merchant, settings, dpi):
    guide = make_guide(merchant.customer_id, pieces=3)

    response = merchant.get(f"{HERE}/{guide.number}/label")

    assert response["Content-Type"] == "application/pdf"
    pages = pages_of(response, dpi)
    assert len(pages) == 3
    for piece, page in enumerate(pages, start=1):
        codes = scanned(page)
        assert codes["Code128"] == guide.number
        assert is_guide_number(codes["Code128"])
        assert codes["QRCode"] == f"{settings.QUENTY_PUBLIC_URL}/track/{guide.number}#{piece}"


def test_page_is_four_by_six_inches(merchant):
    guide = make_guide(merchant.customer_id)
    response = merchant.get(f"{HERE}/{guide.number}/label?format=pdf_4x6")
    page = pypdfium2.PdfDocument(b"".join(response.streaming_content))[0]
    assert page.get_size() == pytest.approx((4 * 72, 6 * 72), abs=0.5)


@pytest.mark.parametrize("dpi", [203, 300])
def test_a4_sheet_holds_four_labels_that_scan(merchant, dpi):
    guide = make_guide(merchant.customer_id, pieces=5)
    response = merchant.get(f"{HERE}/{guide.number}/label?format=pdf_a4")
    first, second = pages_of(response, dpi)
    assert [code.text for code in zxingcpp.read_barcodes(first)].count(guide.number) == 4
    assert scanned(second)["Code128"] == guide.number


@pytest.mark.parametrize(("dpi", "size"), [(203, (812, 1218)), (300, (1200, 1800))])
def test_picture_scans_at_both_resolutions(merchant, dpi, size):
    guide = make_guide(merchant.customer_id)
    response = merchant.get(f"{HERE}/{guide.number}/label?format=png&dpi={dpi}")
    shown = Image.open(BytesIO(response.content))
    assert shown.size == size
    codes = scanned(shown.convert("L"))
    assert codes["Code128"] == guide.number
    assert codes["QRCode"].endswith(f"/track/{guide.number}")


def test_label_says_what_the_law_asks(merchant):
    guide = make_guide(merchant.customer_id)
    response = merchant.get(f"{HERE}/{guide.number}/label")
    text = pypdfium2.PdfDocument(b"".join(response.streaming_content))[0].get_textpage()
    said = " ".join(text.get_text_range().split())
    for part in (
        "Andina Exprés S.A.S., NIT 900123456-8",
        "Registro de Operadores Postales 0123",
        "05/03/2026 14:20",
        "09/03/2026",
        "Valor del servicio: $ 18.450",
        "pqr@andina.example, 01 8000 123 456",
        "condiciones del contrato de servicio",
        "María José Peña Güiza",
        "Calle 45 # 23-10, Apto 302",
        "Café Ñandú S.A.S.",
        "MEDELLÍN",
        "05-001",
        "$ 185.000",
        "2,5 kg",
        "8 kg",
    ):
        assert part in said


def test_zpl_follows_the_grammar_and_names_the_codes(merchant):
    guide = make_guide(
        merchant.customer_id, pieces=2, order={"origin_name": "100% ^algodón~ con_guion"}
    )
    response = merchant.get(f"{HERE}/{guide.number}/label?format=zpl")
    text = b"".join(response.streaming_content).decode()
    labels = re.findall(r"\^XA(.*?)\^XZ\n", text, re.DOTALL)
    assert len(labels) == 2
    for label in labels:
        head, *fields = label.split("\n")[:-1]
        assert head == "^CI28^PW812^LL1218^LH0,0"
        for field in fields:
            assert re.fullmatch(ZPL_FIELD, field), field
        assert f"^FD{guide.number}^FS" in label
        assert "^FDMA,http" in label
    # Prefixes of commands inside data are written as hex under ^FH.
    assert "_5Ealgodón_7E con_5Fguion" in text


_AT = r"\^F[OT]\d{1,4},\d{1,4}"
_DATA = r"\^FH_\^FD[^^~\n]+\^FS"
ZPL_FIELD = (
    rf"{_AT}\^GB\d+,\d+,\d+,B,0\^FS"
    rf"|{_AT}(\^FR)?\^A0N,\d+,\d+(\^FB\d+,1,0,[CR],0)?{_DATA}"
    rf"|{_AT}\^BY[1-4],3\.0,\d+\^BCN,\d+,N,N,N,A{_DATA}"
    rf"|{_AT}\^BQN,2,[1-9]{_DATA}"
)


def test_long_names_and_addresses_stay_inside_the_label(merchant):
    guide = make_guide(
        merchant.customer_id,
        order={
            "recipient_name": "Administradora Conjunto Residencial Altos de la Sierra " * 2,
            "recipient_address": "Vereda El Totumo, finca La Esperanza, kilómetro 4 vía al " * 3,
            "recipient_company": "Ñ" * 120,
        },
    )
    response = merchant.get(f"{HERE}/{guide.number}/label?format=zpl")
    text = b"".join(response.streaming_content).decode()
    for x, y in re.findall(r"\^F[OT](\d+),(\d+)", text):
        assert int(x) < 800
        assert int(y) < 1218


def test_sandbox_label_says_that_it_must_not_travel(api):
    merchant = api.as_merchant(livemode=False)
    guide = make_guide(merchant.customer_id, livemode=False, order={"livemode": False})
    response = merchant.get(f"{HERE}/{guide.number}/label?format=zpl")
    assert "SIN VALIDEZ" in b"".join(response.streaming_content).decode()


def test_many_guides_come_as_one_file_in_the_order_asked_for(merchant):
    guides = [
        make_guide(merchant.customer_id, serial=20_000_000 + i, order={"reference": f"#{i}"})
        for i in range(5)
    ]
    numbers = [guide.number for guide in reversed(guides)]
    response = merchant.post(BATCH, json={"numbers": numbers, "format": "pdf_4x6"})
    assert response.status_code == 200
    assert [scanned(page)["Code128"] for page in pages_of(response, 203)] == numbers


def test_batch_reads_in_a_constant_number_of_queries(merchant, django_assert_num_queries):
    guides = [
        make_guide(merchant.customer_id, serial=20_000_000 + i, order={"reference": f"#{i}"})
        for i in range(12)
    ]
    for count in (2, 12):
        numbers = [guide.number for guide in guides[:count]]
        with django_assert_num_queries(4, using="orders"):
            merchant.post(BATCH, json={"numbers": numbers})


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"numbers": ["QTY000000000"]}, 404, "orders.guide_not_found"),
        ({"numbers": []}, 422, "request.invalid"),
        ({"numbers": ["A", "A"]}, 422, "request.invalid"),
        ({"numbers": ["A"] * 1001}, 422, "request.invalid"),
        ({"numbers": ["../etc"]}, 422, "request.invalid"),
        ({"numbers": ["A"], "format": "gif"}, 422, "request.invalid"),
    ],
)
def test_refuses_a_batch_that_cannot_be_printed(merchant, body, status, code):
    response = merchant.post(BATCH, json=body)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_labels_of_a_request_are_bounded_by_pieces(merchant, monkeypatch):
    monkeypatch.setattr(print_labels, "MOST", 3)
    guides = [
        make_guide(
            merchant.customer_id, serial=20_000_000 + i, pieces=2, order={"reference": f"#{i}"}
        )
        for i in range(2)
    ]
    response = merchant.post(BATCH, json={"numbers": [guide.number for guide in guides]})
    assert (response.status_code, response.json()["code"]) == (422, "orders.label.too_many")
    assert "4 rótulos" in response.json()["detail"]
    assert merchant.post(BATCH, json={"numbers": [guides[0].number]}).status_code == 200


def test_another_merchants_guide_does_not_exist(api, merchant):
    guide = make_guide(new_id())
    for client in (merchant, api.as_role("operator", operator_id=new_id())):
        response = client.get(f"{HERE}/{guide.number}/label")
        assert (response.status_code, response.json()["code"]) == (404, "orders.guide_not_found")
    carrier = api.as_role("operator", operator_id=guide.operator_id)
    assert carrier.get(f"{HERE}/{guide.number}/label").status_code == 200
    assert api.anonymous().get(f"{HERE}/{guide.number}/label").status_code == 401


def test_voided_guide_has_no_label_and_an_unknown_piece_none(merchant):
    guide = make_guide(merchant.customer_id, status="voided")
    response = merchant.get(f"{HERE}/{guide.number}/label")
    assert (response.status_code, response.json()["code"]) == (409, "orders.label.voided")
    guide.status = "generated"
    guide.save()
    response = merchant.get(f"{HERE}/{guide.number}/label?format=png&piece=2")
    assert (response.status_code, response.json()["code"]) == (404, "orders.label.no_such_piece")


def test_a_file_is_served_to_who_accepts_its_type_alone(merchant):
    guide = make_guide(merchant.customer_id)
    response = merchant.get(f"{HERE}/{guide.number}/label", headers={"Accept": "application/pdf"})
    assert response.status_code == 200


def test_the_labels_of_a_thousand_guides_take_little_memory(merchant):
    numbers = many_guides(merchant.customer_id, 1000)
    few = merchant.post(BATCH, json={"numbers": numbers[:100]})
    assert len(pypdfium2.PdfDocument(b"".join(few.streaming_content))) == 100

    with watched() as grown:
        answer = merchant.post(BATCH, json={"numbers": numbers})

    # What was read and drawn of a hundred is let go before the next: a thousand take no more.
    assert grown.bytes < 40 * MEGABYTE
    document = pypdfium2.PdfDocument(b"".join(answer.streaming_content))
    texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) == 1000
    for number, text in zip(numbers, texts, strict=True):
        assert number in "".join(text.split())
    assert len({text.partition("María Peña ")[2].split()[0] for text in texts[1:]}) == 999


@pytest.mark.parametrize("text", ["QTY473124829", "12345678", "A", "AB12", "QTX100000005", "a~z 9"])
def test_code_128_reads_back_whatever_its_sets(text):
    png = picture([Barcode(80, 80, 150, 3, text)])
    found = zxingcpp.read_barcodes(Image.open(BytesIO(png)).convert("L"))
    assert [code.text for code in found] == [text]


@pytest.mark.parametrize("text", ["", "ñ", "a\n"])
def test_code_128_refuses_what_it_cannot_hold(text):
    with pytest.raises(ValueError, match="ASCII"):
        symbols(text)


@pytest.mark.parametrize("dpi", [203, 300])
def test_qr_of_any_number_reads_back(dpi):
    for index in range(40):
        url = f"https://envios.quenty.example/track/QTY{10_000_000 + index * 79_190}{index % 10}"
        png = picture([Qr(100, 100, 232, url)], dpi)
        found = zxingcpp.read_barcodes(Image.open(BytesIO(png)).convert("L"))
        assert [code.text for code in found] == [url]
