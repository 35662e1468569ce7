"""Imported files in the back office."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.orders.models import Guide, ImportBatch
from apps.orders.tests.import_files import GOOD, origin, own
from apps.orders.tests.test_imports import send
from quenty.kernel import clock

# The admin's front counts the queues of every context.
pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def batch(api):
    merchant = api.as_merchant()
    origin(merchant.customer_id)
    bad = GOOD.replace("A-1", "A-2").replace("Medellín", "<b>Macondo</b>")
    return ImportBatch.objects.get(pk=send(merchant, own(GOOD, bad)).json()["id"])


@pytest.fixture
def office(client):
    boss = get_user_model().objects.create_superuser(email="jefe@quenty.co", password="x")
    client.force_login(boss)
    return client


def page(model, what, *args):
    return reverse(f"admin:orders_{model}_{what}", args=args)


def test_lists_and_pages_open(office, batch):
    assert batch.file_name in office.get(page("importbatch", "changelist")).content.decode()
    assert office.get(page("importbatch", "change", batch.pk)).status_code == 200
    row = batch.rows.get(status="bad")
    assert office.get(page("importrow", "change", row.pk)).status_code == 200


def test_rows_of_a_file_are_shown_with_their_reasons_and_no_markup_of_theirs(office, batch):
    address = page("importrow", "changelist") + f"?batch__id__exact={batch.pk}"
    shown = office.get(address).content.decode()
    assert "A-2" in shown
    assert "no nombra un único municipio" in shown
    assert "<b>Macondo</b>" not in shown


def test_bad_rows_are_downloaded(office, batch):
    response = office.get(page("importbatch", "bad_rows", batch.pk))
    assert response["Content-Type"].startswith("text/csv")
    assert "orders.import.unknown_city" in b"".join(response.streaming_content).decode()


def test_nothing_is_added_or_deleted_by_hand(office, batch):
    assert office.get(page("importbatch", "add")).status_code == 403
    assert office.post(page("importbatch", "delete", batch.pk)).status_code == 403
    assert ImportBatch.objects.filter(pk=batch.pk).exists()


def post_events(office, guide, **more):
    rows = f"guia;estado;fecha\n{guide.number};Recogido;{clock.now():%Y-%m-%d %H:%M}-00:00\n"
    content = rows.replace("-00:00", "Z").encode()
    body = {
        "operator": str(guide.operator_id),
        "file": SimpleUploadedFile("eventos.csv", content),
        **more,
    }
    return office.post(page("importbatch", "events_file"), body)


def test_staff_take_in_what_an_operator_sends(office, confirmed):
    guide = Guide.objects.get(number=confirmed()["number"])
    assert "Operador" in office.get(page("importbatch", "events_file")).content.decode()

    tried = post_events(office, guide, dry_run="on")
    taken = post_events(office, guide)

    assert [tried.status_code, taken.status_code] == [302, 302]
    rehearsed, batch = ImportBatch.objects.order_by("created_at")
    assert (rehearsed.dry_run, rehearsed.rows_bad) == (True, 0)
    assert (batch.rows_created, batch.operator_id) == (1, guide.operator_id)
    assert [e.event for e in guide.events.filter(source="import")] == ["picked_up"]
    assert "eventos.csv" in office.get(page("importbatch", "changelist")).content.decode()


def test_a_file_that_cannot_be_read_is_refused_on_the_form(office, confirmed):
    guide = Guide.objects.get(number=confirmed()["number"])

    answer = post_events(office, guide, file=SimpleUploadedFile("x.csv", b"a;b\n1;2\n"))

    assert answer.status_code == 200
    assert "Falta la columna" in answer.content.decode()
    assert not ImportBatch.objects.exists()
