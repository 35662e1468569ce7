"""Files too large for a request: a job takes them in, some orders at a time."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.orders.models import ImportBatch, ImportFile, ImportRow, Order
from apps.orders.services.imports import batches, continue_import, source
from apps.orders.tests.import_files import GOOD, origin, own
from quenty.kernel import clock
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
HERE = "/api/v1/orders/imports"


@pytest.fixture
def merchant(api):
    client = api.as_merchant()
    origin(client.customer_id)
    return client


@pytest.fixture(autouse=True)
def small_steps(monkeypatch):
    """A request takes two orders in itself, a job three hundred."""
    monkeypatch.setattr(source, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(continue_import, "SLICE", 50)


@pytest.fixture
def run_all(run_jobs):
    """A job that asks for the next one is followed to the end."""

    def run():
        for _ in range(5):
            run_jobs("orders")

    return run


def rows(count, start=0):
    return [GOOD.replace("A-1", f"A-{i}") for i in range(start, start + count)]


def send(client, content, **parts):
    file = SimpleUploadedFile("orders.csv", content.encode())
    return client.upload(HERE, {"file": file, "preset": "own", **parts})


def test_large_file_is_answered_at_once_and_taken_in_by_jobs(merchant, run_all):
    bad = GOOD.replace("A-1", "B-1").replace("Medellín", "Macondo")

    begun = send(merchant, own(*rows(60), bad))

    assert begun.status_code == 202
    told = begun.json()
    assert (told["status"], told["rows_expected"], told["rows_total"]) == ("running", 61, 0)
    assert Order.objects.count() == 0
    run_all()
    ended = merchant.get(f"{HERE}/{told['id']}").json()
    assert (ended["status"], ended["rows_total"]) == ("done", 61)
    assert (ended["rows_created"], ended["rows_bad"]) == (60, 1)
    assert ended["rejected"][0]["problems"][0]["code"] == "orders.import.unknown_city"
    assert Order.objects.count() == 60
    assert ImportFile.objects.count() == 0


def test_progress_is_told_between_two_jobs(merchant):
    told = send(merchant, own(*rows(60))).json()

    JOBS["orders.take_import"].run(batch_id=told["id"])

    now = merchant.get(f"{HERE}/{told['id']}").json()
    assert (now["status"], now["rows_total"], now["rows_expected"]) == ("running", 50, 60)


def test_same_large_file_twice_makes_no_second_order(merchant, run_all):
    for _ in range(2):
        told = send(merchant, own(*rows(60))).json()
        run_all()
    ended = merchant.get(f"{HERE}/{told['id']}").json()
    assert (ended["rows_created"], ended["rows_known"]) == (0, 60)
    assert Order.objects.count() == 60


def test_job_that_runs_again_goes_on_where_it_was(merchant):
    told = send(merchant, own(*rows(60), rows(1)[0])).json()
    for _ in range(4):
        JOBS["orders.take_import"].run(batch_id=told["id"])
    batch = ImportBatch.objects.get()
    assert (batch.status, batch.rows_total, batch.rows_created) == ("done", 61, 60)
    assert ImportRow.objects.count() == 61
    repeated = ImportRow.objects.get(status="bad")
    assert (repeated.line, repeated.problems[0]["code"]) == (
        62,
        "orders.import.repeated_reference",
    )


def test_dry_run_of_a_large_file_keeps_no_order(merchant, run_all):
    told = send(merchant, own(*rows(60)), dry_run="true").json()
    run_all()
    assert merchant.get(f"{HERE}/{told['id']}").json()["rows_total"] == 60
    assert Order.objects.count() == 0


def test_merchant_has_one_import_at_a_time(api, merchant, run_all):
    first = send(merchant, own(*rows(60))).json()

    for content in (own(*rows(60, 100)), own(GOOD)):
        refused = send(merchant, content)
        assert (refused.status_code, refused.json()["code"]) == (
            409,
            "orders.import.already_running",
        )
        assert first["id"] in refused.json()["detail"]
    other = api.as_merchant()
    origin(other.customer_id)
    assert send(other, own(GOOD)).status_code == 201
    run_all()
    assert send(merchant, own(GOOD.replace("A-1", "C"))).status_code == 201


def test_import_that_died_stands_in_nobodys_way(merchant):
    told = send(merchant, own(*rows(60))).json()

    with clock.at(clock.now() + batches.SILENCE + timedelta(seconds=1)):
        assert send(merchant, own(GOOD)).status_code == 201

    dead = ImportBatch.objects.get(pk=told["id"])
    assert (dead.status, dead.failure) == ("failed", "orders.import.interrupted")
    JOBS["orders.take_import"].run(batch_id=told["id"])
    assert Order.objects.count() == 1


def test_what_concerns_every_row_ends_the_batch(api, run_all):
    client = api.as_merchant()
    told = send(client, own(*rows(60))).json()
    run_all()
    ended = client.get(f"{HERE}/{told['id']}").json()
    assert (ended["status"], ended["failure"]) == ("failed", "orders.origin_missing")
    assert ImportFile.objects.count() == 0


def test_template_travels_with_the_file(merchant, run_all):
    row = [row.replace(";1,5;", ";;") for row in rows(3)]
    send(merchant, own(*row), template='{"weight_kg": "3.5"}')
    run_all()
    weights = Order.objects.values_list("pieces__weight_g", flat=True)
    assert set(weights) == {3500}


def test_large_file_that_cannot_be_read_is_refused_at_once(merchant):
    content = own(*rows(60)).replace("telefono", "tel")
    refused = send(merchant, content)
    assert (refused.status_code, refused.json()["code"]) == (422, "orders.import.missing_column")
    assert ImportBatch.objects.count() == 0
