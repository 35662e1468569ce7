"""Batches of imported orders and their rows."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from apps.orders.domain.imports.presets import PRESETS
from apps.orders.domain.imports.problems import FileProblem
from apps.orders.models import ImportBatch, ImportMapping, ImportRow, Order
from apps.orders.selectors.orders import scoped
from quenty.platform.auth import Principal


def orders_by_reference(
    customer_id: UUID, references: Sequence[str], *, livemode: bool
) -> dict[str, UUID]:
    """Ids of the merchant's orders that have these references."""
    found = Order.objects.filter(
        customer_id=customer_id, livemode=livemode, reference__in=references
    )
    return dict(found.values_list("reference", "id"))


def saved_columns(customer_id: UUID, preset: str, *, livemode: bool) -> dict[str, str]:
    """The merchant's own headers by field. Raises orders.import.preset_unknown."""
    if preset not in PRESETS:
        raise FileProblem.PRESET_UNKNOWN(preset=preset[:40])
    row = ImportMapping.objects.filter(
        customer_id=customer_id, livemode=livemode, preset=preset
    ).first()
    return dict(row.columns) if row else {}


def batches_of(principal: Principal) -> "QuerySet[ImportBatch]":
    """Batches a principal may see: staff all, a merchant its own."""
    return scoped(ImportBatch.objects.all(), principal)


def batch_of(principal: Principal, batch_id: UUID) -> ImportBatch:
    """Raises orders.import.not_found."""
    batch = batches_of(principal).filter(pk=batch_id).first()
    if batch is None:
        raise FileProblem.NOT_FOUND()
    return batch


def rows_of(batch: ImportBatch, *, status: str | None = None) -> "QuerySet[ImportRow]":
    rows = ImportRow.objects.filter(batch=batch)
    return rows.filter(status=status) if status else rows


def with_rejected(batch: ImportBatch, most: int = 100) -> ImportBatch:
    """The batch with the first of its bad rows as `rejected`."""
    batch.rejected = list(  # type: ignore[attr-defined]
        rows_of(batch, status="bad").order_by("line")[:most]
    )
    return batch
