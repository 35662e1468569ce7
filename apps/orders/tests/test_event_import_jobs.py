"""Files of events too large for a request: jobs take them in, some rows at a time."""

import pytest

from apps.orders.models import ImportBatch, ImportFile
from apps.orders.services.imports import continue_import, source
from apps.orders.tests.event_files import HEADER, IMPORTS, counts, courier, guide, row, send

__all__ = ["courier", "guide"]

pytestmark = pytest.mark.django_db(databases=["orders"])


def test_a_large_file_is_taken_in_by_jobs_and_tells_how_far_it_is(
    guide, courier, run_jobs, monkeypatch
) -> None:
    monkeypatch.setattr(source, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(continue_import, "SLICE", 50)
    hours = [f"10/03/2026;{9 + i // 60:02}:{i % 60:02}" for i in range(120)]

    begun = send(courier, *(row(guide, "En tránsito", hour) for hour in hours))

    assert (begun.status_code, begun.json()["rows_expected"]) == (202, 120)
    assert send(courier, row(guide, "Recogido")).json()["code"] == "orders.import.already_running"
    for _ in range(5):
        run_jobs("orders")
    ended = courier.get(f"{IMPORTS}/{begun.json()['id']}")
    assert counts(ended) == ("done", 120, 0, 0)
    assert ImportFile.objects.count() == 0
    assert guide.events.filter(source="import").count() == 120


def test_a_job_that_died_between_rows_and_report_repeats_nothing(
    guide, courier, run_jobs, monkeypatch
) -> None:
    monkeypatch.setattr(source, "MOST_AT_ONCE", 2)
    begun = send(courier, *(row(guide, "En tránsito", f"10/03/2026;09:0{i}") for i in range(5)))
    batch = ImportBatch.objects.get()
    continue_import.continue_import(batch_id=batch.pk)
    # As if the report of the rows had never been written.
    batch.rows.all().delete()
    content = "\n".join(
        [HEADER, *(row(guide, "En tránsito", f"10/03/2026;09:0{i}") for i in range(5))]
    )
    ImportBatch.objects.update(status="running", finished_at=None, rows_total=0, rows_created=0)
    ImportFile.objects.create(batch=batch, content=content.encode())

    run_jobs("orders")

    assert counts(courier.get(f"{IMPORTS}/{begun.json()['id']}")) == ("done", 0, 5, 0)
    assert guide.events.filter(source="import").count() == 5
