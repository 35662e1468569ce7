"""Batches from their opening to their end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.db import IntegrityError

from apps.orders.domain.imports.problems import FileProblem
from apps.orders.models import ImportBatch, ImportFile, ImportRow
from apps.orders.services.imports.source import Checked, Source
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work

# A running batch shows life after every fifty rows: who is silent so long has died.
SILENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMerchant:
    """Orders of a merchant. `dry_run`: they are only tried."""

    customer_id: UUID
    livemode: bool
    dry_run: bool
    actor: Actor
    operator_id: ClassVar[None] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOperator:
    """What an operator tells of its guides. `dry_run`: it is only tried."""

    operator_id: UUID
    livemode: bool
    dry_run: bool
    actor: Actor
    customer_id: ClassVar[None] = None


Asked = OfMerchant | OfOperator


def open_batch(source: Source, asked: Asked, checked: Checked) -> ImportBatch:
    """A running batch. Raises orders.import.already_running: everybody has one at a time."""
    with unit_of_work("orders"):
        running = ImportBatch.objects.filter(
            customer_id=asked.customer_id,
            operator_id=asked.operator_id,
            livemode=asked.livemode,
            status="running",
        )
        for dead in running.filter(beat_at__lt=clock.now() - SILENCE).select_for_update():
            close_batch(dead, failure=FileProblem.INTERRUPTED.code)
        batch = ImportBatch(
            customer_id=asked.customer_id,
            operator_id=asked.operator_id,
            livemode=asked.livemode,
            file_name=source.name[:200],
            file_hash=checked.file_hash,
            encoding=checked.encoding,
            layout=source.layout,
            dry_run=asked.dry_run,
            rows_expected=checked.orders,
            created_by=str(asked.actor),
        )
        try:
            with unit_of_work("orders"):
                batch.save(force_insert=True)
        except IntegrityError as error:
            if "import_batch_one_running" not in str(error):
                raise
            raise FileProblem.ALREADY_RUNNING(import_id=running.get().id) from error
    return batch


def count_in(batch: ImportBatch, rows: Iterable[ImportRow]) -> None:
    """Add rows to the batch's counts, in the transaction that writes them."""
    for row in rows:
        batch.rows_total += 1
        batch.rows_created += row.status == "created"
        batch.rows_known += row.status == "known"
        batch.rows_bad += row.status == "bad"
    batch.beat_at = clock.now()
    batch.save()


def close_batch(batch: ImportBatch, failure: str = "") -> ImportBatch:
    """The batch is over, and its file is not kept."""
    with unit_of_work("orders"):
        batch.status = "failed" if failure else "done"
        batch.failure = failure
        batch.finished_at = clock.now()
        batch.save()
        ImportFile.objects.filter(batch=batch).delete()
    return batch
