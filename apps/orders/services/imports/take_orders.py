"""The orders of a file, some at a time, into a batch."""

from apps.orders.domain.imports.columns import Columns
from apps.orders.domain.imports.mapping import Mapped
from apps.orders.models import ImportBatch, ImportRow
from apps.orders.services.imports.batches import OfMerchant, count_in
from apps.orders.services.imports.outcomes import row_of
from apps.orders.services.imports.place_rows import place_rows
from quenty.platform.db import unit_of_work


def take_orders(
    batch: ImportBatch, columns: Columns, chunk: list[Mapped], asked: OfMerchant
) -> None:
    """The orders of one transaction."""
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
