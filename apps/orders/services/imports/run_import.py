"""A file of orders is taken in: good rows become orders, bad rows reasons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from apps.orders.domain.imports.columns import Columns
from apps.orders.domain.imports.mapping import Mapped
from apps.orders.models import ImportBatch, ImportRow
from apps.orders.services.imports.outcomes import Outcomes, row_of
from apps.orders.services.imports.place_rows import place_rows
from apps.orders.services.imports.source import Source
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work

# Orders of one transaction; so many are in memory at once.
CHUNK = 50

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose file it is, and whether it is only tried."""

    customer_id: UUID
    livemode: bool
    dry_run: bool
    actor: Actor


def run_import(
    *, source: Source, asked: Asked, progress: Progress = lambda done, total: None
) -> ImportBatch:
    """The batch with a row for every order of the file.

    An order whose reference the merchant used before is `known` and not made again. A
    dry run does all the same and keeps nothing but its report. `progress` hears
    (orders done, orders in all). Raises orders.import.* for a file that can't be read
    (nothing is kept), and orders.origin_missing, orders.merchant_suspended (the batch
    stays, failed, with what was taken in before).
    """
    file_hash, total = source.checked()
    batch = _open(source, asked, file_hash)
    columns, orders = source.orders()
    outcomes = Outcomes()
    try:
        while chunk := list(islice(orders, CHUNK)):
            outcomes.add(_take(batch, columns, chunk, asked))
            progress(outcomes.total, total)
    except DomainError as error:
        _close(batch, outcomes, failure=error.code)
        raise
    return _close(batch, outcomes)


def _open(source: Source, asked: Asked, file_hash: str) -> ImportBatch:
    with unit_of_work("orders"):
        return ImportBatch.objects.create(
            customer_id=asked.customer_id,
            livemode=asked.livemode,
            file_name=source.name[:200],
            file_hash=file_hash,
            layout=source.layout,
            dry_run=asked.dry_run,
            created_by=str(asked.actor),
        )


def _take(
    batch: ImportBatch, columns: Columns, chunk: list[Mapped], asked: Asked
) -> Iterator[ImportRow]:
    with unit_of_work("orders"):
        results = place_rows(
            chunk,
            customer_id=asked.customer_id,
            livemode=asked.livemode,
            actor=asked.actor,
            dry_run=asked.dry_run,
        )
        rows = [row_of(batch, columns, result) for result in results]
        ImportRow.objects.bulk_create(rows)
    return iter(rows)


def _close(batch: ImportBatch, outcomes: Outcomes, failure: str = "") -> ImportBatch:
    with unit_of_work("orders"):
        batch.rows_total = outcomes.total
        batch.rows_created = outcomes.created
        batch.rows_known = outcomes.known
        batch.rows_bad = outcomes.bad
        batch.status = "failed" if failure else "done"
        batch.failure = failure
        batch.finished_at = clock.now()
        batch.save()
    return batch
