"""The orders of a file, some at a time, into a batch."""

from apps.orders.domain.imports.columns import Columns
from apps.orders.domain.imports.mapping import Mapped
from apps.orders.models import ImportBatch, ImportRow
from apps.orders.services.imports.batches import Asked, count_in
from apps.orders.services.imports.outcomes import row_of
from apps.orders.services.imports.place_rows import place_rows
from quenty.platform.db import unit_of_work


def take_orders(batch: ImportBatch, columns: Columns, chunk: list[Mapped], asked: Asked) -> None:
    """The orders of one transaction."""
    assert asked.customer_id is not None  # noqa: S101  (a file of orders is a merchant's)
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
