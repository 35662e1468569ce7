"""What a label can't show is refused when the order comes in; what is long is never cut."""

import re
from pathlib import Path

import pytest
import reportlab
from fontTools.ttLib import TTFont
from pypdfium2 import PdfDocument

from apps.orders.domain.labels.text import printable, unprintable
from apps.orders.tests import bodies
from apps.orders.tests.guide_rows import make_guide

pytestmark = pytest.mark.django_db(databases=["orders"])
ORDERS = "/api/v1/orders/orders"


def refused(client, language="es", **party):
    body = bodies.order(recipient=bodies.party(**party))
    answer = client.post(ORDERS, json=body, headers={"Accept-Language": language})
    return answer.status_code, [
        (e["pointer"], e["code"], e["detail"]) for e in answer.json()["errors"]
    ]


@pytest.mark.parametrize(
    ("part", "text", "lost"),
    [
        ("name", "محمد", "محد"),
        ("name", "Luz 😊", "😊"),
        ("address", "Calle 1 北京", "北京"),
        ("complement", "Тула", "Тула"),
        ("company", "Café ☕ S.A.S.", "☕"),
        ("document", "身份", "身份"),
    ],
)
def test_refuses_letters_that_no_label_has(merchant, part, text, lost):
    status, [(pointer, code, said)] = refused(merchant, **{part: text})
    assert (status, pointer, code) == (422, f"recipient.{part}", "unprintable")
    assert said == f"El rótulo no puede imprimir {lost}. Escríbalo en letras latinas."
    _, [(_, _, english)] = refused(merchant, "en", **{part: text})
    assert english == f"The label cannot print {lost}. Write it in Latin letters."


@pytest.mark.parametrize("text", ["\u202e", "\u200b\u200d", "\u202e \u2066"])
def test_refuses_a_name_that_nobody_can_see(merchant, text):
    status, [(pointer, code, _)] = refused(merchant, name=text)
    assert (status, pointer, code) == (422, "recipient.name", "invisible")


def test_refuses_an_extension_that_a_phone_number_could_not_keep(merchant):
    status, [(pointer, code, _)] = refused(merchant, phone="3001234567 ext 5")
    assert (status, pointer, code) == (422, "recipient.phone", "phone.extension")


def test_refuses_them_when_an_order_is_amended(merchant, placed):
    order = placed()
    path = f"{ORDERS}/{order['id']}"
    body = {"recipient": bodies.party(name="محمد")}
    answer = merchant.patch(path, json=body, headers={"If-Match": f'"{order["version"]}"'})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unprintable")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Łukasz Dvořák Őry Œuvre", "Lukasz Dvorák Ory OEuvre"),
        ("Ñandú “Güiza” – nº 5 ¿sí?", "Ñandú “Güiza” – nº 5 ¿sí?"),
        ("Jose\u0301\u200b\tPeña", "José Peña"),
        ("Notas 😊 con ﬁrma", "Notas con firma"),
    ],
)
def test_takes_what_can_be_written_in_latin_letters(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("日本茶 y чай", "RiBenCha y chay"),
        ("Καφές 250 g", "Kafes 250 g"),
        ("كتاب", "ktb"),
        ("¿Libros?", "¿Libros?"),
        ("Té \U0002ebd6", "Té U+2EBD6"),
    ],
)
def test_other_scripts_are_written_as_they_sound_and_never_as_a_question(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize("form", ["zpl", "pdf_4x6"])
def test_contents_in_another_script_stand_on_the_label(merchant, form):
    guide = make_guide(merchant.customer_id, order={"contents": "Té 日本茶, чай"})

    answer = merchant.get(f"/api/v1/orders/guides/{guide.number}/label?format={form}")

    label = b"".join(answer.streaming_content)
    if form == "zpl":
        drawn = label.decode()
    else:
        drawn = PdfDocument(label)[0].get_textpage().get_text_range()
    assert "RiBenCha, chay" in drawn
    assert "?" not in drawn


@pytest.mark.parametrize("name", ["Vera", "VeraBd"])
def test_the_labels_fonts_have_every_letter_that_is_let_through(name):
    path = Path(reportlab.__file__).parent / "fonts" / f"{name}.ttf"
    covered = TTFont(path).getBestCmap()
    everything = "".join(map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x30000))))
    taken = "".join(c for c in everything if not unprintable(c))
    assert {c for c in printable(taken) if ord(c) not in covered} == set()


LONG = {
    "recipient_name": "Administradora Conjunto Residencial Altos de la Sierra Nevada Etapa " * 2,
    "recipient_company": "Comercializadora Internacional de Productos Agropecuarios WWWWWWWW " * 2,
    "recipient_address": "Vereda El Totumo, finca La Esperanza, kilómetro 4 vía al mar, portón "
    * 3,
    "recipient_complement": "Junto a la escuela, después del puente, casa verde de dos pisos X "
    * 4,
    "origin_name": "Bodega Principal de la Comercializadora de Occidente y Compañía " * 2,
    "origin_company": "Comercializadora de Occidente y Compañía Sociedad por Acciones S " * 2,
    "origin_address": "Autopista Norte costado oriental kilómetro 19 bodega 14 manzana B " * 4,
    "origin_complement": "Entrada por la vía alterna de servicio, preguntar por despachos 7 " * 4,
}
MOST = {"name": 120, "company": 120, "address": 200, "complement": 200}


@pytest.mark.parametrize("letters", ["usual", "widest"])
def test_longest_names_and_addresses_stand_whole_on_the_label(merchant, letters):
    texts = {
        column: (text if letters == "usual" else "W" * 200)[: MOST[column.split("_")[1]]].strip()
        for column, text in LONG.items()
        if letters == "usual" or column.startswith("recipient")
    }
    guide = make_guide(merchant.customer_id, order=texts)

    answer = merchant.get(f"/api/v1/orders/guides/{guide.number}/label?format=zpl")

    label = b"".join(answer.streaming_content).decode()
    drawn = re.sub(r"\W", "", "".join(re.findall(r"\^FD(.*?)\^FS", label)))
    for column, text in texts.items():
        assert re.sub(r"\W", "", text) in drawn, column
    for x, y in re.findall(r"\^F[OT](\d+),(\d+)", label):
        assert (int(x) < 800, int(y) < 1218) == (True, True)
