"""A large file, taken in by jobs one after another."""

from dataclasses import replace
from io import BytesIO
from uuid import UUID

from django.db.models import Max

from apps.orders.domain.imports.template import Template
from apps.orders.domain.imports.workbook import write_csv
from apps.orders.models import ImportBatch, ImportFile, ImportRow
from apps.orders.services.imports.batches import Asked, OfMerchant, OfOperator, close_batch
from apps.orders.services.imports.source import Source, event_source
from apps.orders.services.imports.take import take
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.codec import from_plain
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

# Rows of one job: a second or two, so that other jobs of orders get their turn between.
SLICE = 500


def continue_import(*, batch_id: UUID) -> None:
    """Take the next rows of a running batch, and ask for the job again until none is left.

    Goes on behind the last row that was written: twice, or after a crash, it repeats nothing.
    """
    batch = ImportBatch.objects.filter(pk=batch_id, status="running").first()
    kept = ImportFile.objects.filter(batch_id=batch_id).first()
    if batch is None or kept is None:
        return
    try:
        ended = _slice(batch, kept)
    except DomainError as error:
        close_batch(batch, failure=error.code)
        return
    if ended:
        close_batch(batch)
        return
    with unit_of_work("orders"):
        enqueue("orders.take_import", batch_id=str(batch_id))


def _slice(batch: ImportBatch, kept: ImportFile) -> bool:
    source = _source(batch, kept)
    if batch.rows_expected is None:
        source = _as_csv(source, kept)
        batch.rows_expected = source.count()
    done = ImportRow.objects.filter(batch=batch).aggregate(line=Max("line"))["line"]
    return take(batch, source, _asked(batch), after=done or 0, most=SLICE)


def _asked(batch: ImportBatch) -> Asked:
    """As its file was sent."""
    actor = Actor.parse(batch.created_by)
    if batch.operator_id is not None:
        return OfOperator(
            operator_id=batch.operator_id,
            livemode=batch.livemode,
            dry_run=batch.dry_run,
            actor=actor,
        )
    if batch.customer_id is None:
        raise ValueError("an import is a merchant's or an operator's")
    return OfMerchant(
        customer_id=batch.customer_id,
        livemode=batch.livemode,
        dry_run=batch.dry_run,
        actor=actor,
    )


def _source(batch: ImportBatch, kept: ImportFile) -> Source:
    if batch.operator_id is not None:
        return event_source(BytesIO(kept.content), batch.file_name, batch.operator_id)
    template = from_plain(kept.template, Template)
    return Source(BytesIO(kept.content), batch.file_name, batch.layout, template)


def _as_csv(source: Source, kept: ImportFile) -> Source:
    """The workbook read once, and kept as what is read faster."""
    if not source.is_workbook():
        return source
    out = BytesIO()
    write_csv(source.file, out)
    with unit_of_work("orders"):
        kept.content = out.getvalue()
        kept.save(update_fields=["content", "updated_at"])
    return replace(source, file=out)
