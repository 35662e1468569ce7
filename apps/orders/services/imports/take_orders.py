"""The orders of a file, some at a time, into a batch."""

from collections.abc import Callable, Iterator
from itertools import islice

from apps.orders.domain.imports.columns import Columns
from apps.orders.domain.imports.mapping import Mapped
from apps.orders.models import ImportBatch, ImportRow
from apps.orders.services.imports.batches import Asked, count_in
from apps.orders.services.imports.outcomes import row_of
from apps.orders.services.imports.place_rows import place_rows
from quenty.platform.db import unit_of_work

# Orders of one transaction; so many are in memory at once.
CHUNK = 50

Progress = Callable[[int, int], None]


def take_orders(
    batch: ImportBatch,
    columns: Columns,
    orders: Iterator[Mapped],
    asked: Asked,
    *,
    most: int | None = None,
    progress: Progress = lambda done, total: None,
) -> bool:
    """Whether the file is at its end; `most`: orders after which it stops anyway, a multiple
    of CHUNK. `progress` hears (orders done, orders in all). Raises what concerns every row."""
    taken = 0
    while chunk := list(islice(orders, CHUNK)):
        _take(batch, columns, chunk, asked)
        progress(batch.rows_total, batch.rows_expected or 0)
        taken += len(chunk)
        if most is not None and taken >= most:
            return False
    return True


def _take(batch: ImportBatch, columns: Columns, chunk: list[Mapped], asked: Asked) -> None:
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
        count_in(batch, rows)
