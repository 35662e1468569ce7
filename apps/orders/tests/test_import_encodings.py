"""A CSV is read in what it was written in: UTF-8, or what Excel in Colombia saves."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.orders.models import GuideEvent, ImportBatch, Order
from apps.orders.services.imports.source import MOST_AT_ONCE
from apps.orders.tests.import_files import GOOD, origin, own
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["orders"])
HERE = "/api/v1/orders/imports"
NAMES = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "cp1252": "windows-1252"}
ACCENTED = GOOD.replace("Luz Peña", "Ñoño Güiza Únzaga").replace("Libros", "Café – Edición ½")


@pytest.fixture
def shop(api):
    client = api.as_merchant()
    origin(client.customer_id)
    return client


def send(client, content, path=HERE, **parts):
    return client.upload(path, {"file": SimpleUploadedFile("o.csv", content), **parts})


@pytest.mark.parametrize("encoding", NAMES)
def test_orders_are_read_and_the_report_says_in_what(encoding, shop):
    content = own(ACCENTED).replace("\n", "\r\n").encode(encoding)

    body = send(shop, content, preset="own").json()

    assert (body["rows_created"], body["rejected"]) == (1, [])
    assert body["encoding"] == NAMES[encoding]
    order = Order.objects.get()
    assert (order.recipient_name, order.recipient_dane) == ("Ñoño Güiza Únzaga", "05001")
    assert order.contents == "Café – Edición ½"
    assert shop.get(f"{HERE}/{body['id']}").json()["encoding"] == NAMES[encoding]


@pytest.mark.parametrize("encoding", NAMES)
def test_a_bad_row_comes_back_as_it_was_written(encoding, shop):
    content = own(ACCENTED.replace("Medellín", "Ciudad Ñandú")).encode(encoding)

    body = send(shop, content, preset="own").json()

    assert "Ciudad Ñandú" in body["rejected"][0]["problems"][0]["reason_es"]
    rejected = b"".join(shop.get(f"{HERE}/{body['id']}/rejected.csv").streaming_content)
    assert "Ñoño Güiza Únzaga" in rejected.decode("utf-8-sig")


def test_a_large_one_is_read_alike_by_its_jobs(shop, run_jobs):
    rows = [ACCENTED.replace("A-1", f"A-{i}") for i in range(MOST_AT_ONCE + 1)]

    body = send(shop, own(*rows).encode("cp1252"), preset="own").json()
    for _ in range(3):
        run_jobs("orders")

    assert body["encoding"] == "windows-1252"
    assert ImportBatch.objects.get().rows_created == MOST_AT_ONCE + 1
    assert set(Order.objects.values_list("recipient_name", flat=True)) == {"Ñoño Güiza Únzaga"}


@pytest.mark.parametrize("encoding", NAMES)
def test_events_are_read_alike(encoding, confirmed, api):
    with clock.at(clock.now() - timedelta(days=2)):
        guide = confirmed()
    operator = api.as_role("operator", operator_id=guide["operator_id"])
    at = clock.now() - timedelta(days=1)
    content = (
        "Guía;Estado;Fecha y hora;Ciudad;Observaciones\n"
        f"{guide['number']};Recogido;{at:%d/%m/%Y %H:%M};Medellín;Señora Núñez\n"
    ).encode(encoding)

    body = send(operator, content, "/api/v1/orders/event-imports").json()

    assert (body["rows_created"], body["rejected"]) == (1, [])
    assert body["encoding"] == NAMES[encoding]
    assert GuideEvent.objects.get(source="import").notes == "Señora Núñez"


@pytest.mark.parametrize("name", ["Íñigo Muñoz", "José", "María Gómez"])
def test_what_an_old_program_saved_is_refused_and_not_garbled(name, shop):
    content = own(GOOD.replace("Luz Peña", name)).encode("cp850")

    answer = send(shop, content, preset="own")

    assert (answer.status_code, answer.json()["code"]) == (422, "orders.import.wrong_encoding")
    assert "MS-DOS" in answer.json()["detail"]
    assert Order.objects.count() == 0
