"""An operator's file of what it pays: every way to write an amount is read as that amount."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.orders.models import Remittance
from apps.orders.tests.collecting import BASE
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["orders"])


@pytest.fixture
def delivered(confirmed, collecting):
    guide = confirmed(cod_amount="90000")
    collecting.tell(guide, "delivered")
    return guide


@pytest.fixture
def send(delivered, collecting, api):
    """`send(text)`: the operator's own answer; {n} is its guide's number."""

    def sent(text):
        content = text if isinstance(text, bytes) else text.format(n=delivered["number"]).encode()
        client = api.as_role("operator", operator_id=delivered["operator_id"])
        body = {"reference": "F-1", "day": str(clock.today())}
        file = SimpleUploadedFile("remesa.csv", content)
        answer = client.upload(f"{BASE}/cod-remittances/file", {**body, "file": file})
        collecting.settle()
        return answer

    return sent


@pytest.mark.parametrize(
    "text",
    [
        "guia;valor\n{n};90000\n",
        "{n};90.000\n",
        "{n};90,000\n",
        "{n};90000.00\n",
        "{n};90000,00\n",
        "{n};90.000,00\n",
        "{n};$ 90,000.00 COP\n",
        '{n},"90,000"\n',
        "{n},90000.00\n",
        "{n}\t90.000\n",
        "guia;valor;\n\n{n};90000;;\n",
    ],
)
def test_an_amount_is_read_as_it_is_written(text, send, delivered, collecting) -> None:
    answer = send(text)

    assert answer.status_code == 201, answer.json()
    assert answer.json()["told"]["amount"] == "90000.00"
    assert collecting.cod(delivered).status == "remitted"


def test_a_file_as_a_spreadsheet_in_spanish_saves_it(send, delivered, collecting) -> None:
    text = f"Guía;Valor pagó\r\n{delivered['number']};$ 90.000\r\n"

    answer = send(text.encode("cp1252"))

    assert answer.status_code == 201, answer.json()
    assert answer.json()["encoding"] == "windows-1252"
    assert collecting.cod(delivered).status == "remitted"


def test_a_file_that_is_written_in_nothing_that_is_read(send, delivered) -> None:
    answer = send(f"Guía;Valor\n{delivered['number']};90000\n".encode("utf-16"))
    assert (answer.status_code, answer.json()["code"]) == (422, "orders.import.wrong_encoding")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{n},90,000\n", 1),
        ("{n};90000;extra\n", 1),
        ("{n};90000.50\n", 1),
        ("{n};-90000\n", 1),
        ("{n};90x000\n", 1),
        ("guia;valor\n{n};1e5\n", 2),
        ("guia;valor\n{n}\n", 2),
        ("guia;valor\nguia;valor\n", 2),
        ("guia;valor\n", 2),
        (b"guia;valor\nQTY\x001;5\n", 2),
        (b"guia;valor\n" + b"x" * 200_000 + b";5\n", 2),
        (b"guia;valor\n" + "QTYñ;5\n".encode(), 2),
    ],
)
def test_a_line_that_could_mean_anything_else_is_refused_whole(text, line, send) -> None:
    answer = send(text)

    assert (answer.status_code, answer.json()["code"]) == (422, "orders.cod.remittance_file")
    assert f" {line} " in answer.json()["detail"]
    assert not Remittance.objects.exists()
