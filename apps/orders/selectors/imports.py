"""Batches of imported orders and their rows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.orders.domain.imports.presets import PRESETS
from apps.orders.domain.imports.problems import FileProblem
from apps.orders.models import Guide, GuideEvent, ImportBatch, ImportMapping, ImportRow, Order
from apps.orders.selectors.orders import scoped
from apps.orders.selectors.timeline import tidy_number
from quenty.platform.auth import Principal, Role


def orders_by_reference(
    customer_id: UUID, references: Sequence[str], *, livemode: bool
) -> dict[str, UUID]:
    """Ids of the merchant's orders that have these references."""
    found = Order.objects.filter(
        customer_id=customer_id, livemode=livemode, reference__in=references
    )
    return dict(found.values_list("reference", "id"))


def carried_by(operator_id: UUID, numbers: Iterable[str], *, livemode: bool) -> dict[str, Guide]:
    """The operator's guides by each of these numbers, ours or its own, as they were written."""
    written = {tidy_number(number): number for number in numbers}
    asked = [*written, *written.values()]
    rows = Guide.objects.filter(
        Q(number__in=asked) | Q(operator_number__in=asked),
        operator_id=operator_id,
        livemode=livemode,
    )
    by_name = {name: guide for guide in rows for name in (guide.operator_number, guide.number)}
    found = {number: by_name.get(tidy) or by_name.get(number) for tidy, number in written.items()}
    return {number: guide for number, guide in found.items() if guide is not None}


def told_of(guides: Iterable[Guide]) -> Iterator[tuple[UUID, str, datetime | str]]:
    """What operators have told of guides: (guide, state, instant), and (guide, "", its id)."""
    rows = GuideEvent.objects.filter(guide__in=guides, source__in=("operator", "import"))
    for guide_id, event, at, own_id in rows.values_list(
        "guide_id", "event", "occurred_at", "external_id"
    ):
        yield guide_id, event, at
        if own_id:
            yield guide_id, "", own_id


def saved_columns(customer_id: UUID, preset: str, *, livemode: bool) -> dict[str, str]:
    """The merchant's own headers by field. Raises orders.import.preset_unknown."""
    if preset not in PRESETS:
        raise FileProblem.PRESET_UNKNOWN(preset=preset[:40])
    row = ImportMapping.objects.filter(
        customer_id=customer_id, livemode=livemode, preset=preset
    ).first()
    return dict(row.columns) if row else {}


def batches_of(principal: Principal) -> "QuerySet[ImportBatch]":
    """Batches a principal may see: staff all, a merchant or an operator its own."""
    rows = ImportBatch.objects.all()
    if not principal.is_staff and principal.has(Role.OPERATOR) and principal.operator_id:
        return rows.filter(operator_id=principal.operator_id, livemode=principal.livemode)
    return scoped(rows, principal)


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
