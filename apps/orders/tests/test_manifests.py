"""The manifest of an operator's day, as data and on paper."""

import pypdfium2
import pytest

from apps.orders.tests.guide_rows import make_guide
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
HERE = "/api/v1/orders"
DAY = "2026-03-05"


@pytest.fixture
def merchant(api):
    return api.as_merchant()


@pytest.fixture
def day(merchant):
    """Three guides of one operator (one voided) and one of another, all of one day."""
    operator = new_id()
    for i, status in enumerate(["generated", "picked_up", "voided"]):
        make_guide(
            merchant.customer_id,
            serial=20_000_000 + i,
            pieces=2,
            operator_id=operator,
            status=status,
            order={"reference": f"#{i}"},
        )
    make_guide(merchant.customer_id, serial=30_000_000, order={"reference": "#x"})
    return operator


def text_of(answer):
    document = pypdfium2.PdfDocument(answer.content)
    return [page.get_textpage().get_text_range() for page in document]


def test_lists_the_guides_an_operator_is_handed_with_their_sums(merchant, day):
    answer = merchant.get(f"{HERE}/manifest?day={DAY}&operator_id={day}").json()

    assert [line["reference"] for line in answer["guides"]] == ["#0", "#1"]
    assert (answer["operator"], answer["nit"]) == ("Andina Exprés S.A.S.", "900123456-8")
    assert answer["totals"] == {
        "guides": 2,
        "pieces": 4,
        "weight_kg": "16.000",
        "declared_value": {"amount": "500000.00", "currency": "COP"},
        "collect": {"amount": "370000.00", "currency": "COP"},
    }
    line = answer["guides"][0]
    assert (line["city"], line["dane_code"], line["pieces"]) == ("Medellín", "05001", 2)


def test_tells_which_operators_have_one(merchant, day):
    answer = merchant.get(f"{HERE}/manifests?day={DAY}").json()
    sums = {
        o["operator_id"]: (o["guides"], o["pieces"], o["weight_kg"]) for o in answer["operators"]
    }
    assert sums.pop(str(day)) == (2, 4, "16.000")
    assert list(sums.values()) == [(1, 1, "8.000")]
    assert merchant.get(f"{HERE}/manifests?day=2026-03-06").json()["operators"] == []


def test_paper_says_every_guide_the_sums_and_where_to_sign(merchant, day):
    answer = merchant.get(f"{HERE}/manifest.pdf?day={DAY}&operator_id={day}")

    assert answer["Content-Type"] == "application/pdf"
    (page,) = text_of(answer)
    for part in (
        "RELACIÓN DE DESPACHO",
        "Operador: Andina Exprés S.A.S. · NIT 900123456-8",
        "Fecha: 05/03/2026",
        "Guías: 2 · Piezas: 4 · Peso liquidado: 16 kg",
        "Recaudo: $ 370.000",
        "Recibe por el operador",
        "María José Peña Güiza",
    ):
        assert part in page
    assert page.count("QTY2000000") == 2


def test_long_day_takes_as_many_pages_as_it_needs(merchant):
    operator = new_id()
    for i in range(30):
        make_guide(
            merchant.customer_id,
            serial=20_000_000 + i,
            operator_id=operator,
            order={"reference": f"#{i}"},
        )
    pages = text_of(merchant.get(f"{HERE}/manifest.pdf?day={DAY}&operator_id={operator}"))
    assert len(pages) == 2
    assert "Página 2 de 2" in pages[1]
    assert sum(page.count("QTY20000") for page in pages) == 30
    assert "Guías: 30" in pages[1]
    assert "Guías: 30" not in pages[0]


def test_merchant_sees_its_own_and_an_operator_what_it_carries(api, merchant, day):
    path = f"{HERE}/manifest?day={DAY}&operator_id={day}"
    for stranger in (api.as_merchant(), api.as_role("operator", operator_id=new_id())):
        refused = stranger.get(path)
        assert (refused.status_code, refused.json()["code"]) == (404, "orders.manifest.empty")
    assert len(api.as_role("operator", operator_id=day).get(path).json()["guides"]) == 2
    staff = api.as_role("support")
    assert len(staff.get(path).json()["guides"]) == 2
    others = staff.get(f"{path}&customer_id={new_id()}")
    assert others.status_code == 404


def test_reads_a_long_day_in_as_many_queries_as_a_short_one(
    merchant, day, django_assert_num_queries
):
    with django_assert_num_queries(3, using="orders"):
        merchant.get(f"{HERE}/manifest?day={DAY}&operator_id={day}")
