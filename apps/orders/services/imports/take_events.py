"""What an operator's file tells of its guides, some rows at a time, into a batch."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from apps.orders.domain.imports.columns import Columns
from apps.orders.domain.imports.events import MappedEvent
from apps.orders.domain.operators.port import Happened
from apps.orders.models import Guide, ImportBatch, ImportRow
from apps.orders.selectors.imports import carried_by, told_of
from apps.orders.services.imports.batches import OfOperator, count_in
from apps.orders.services.imports.outcomes import row_of
from apps.orders.services.imports.place_rows import Rehearsed, Result
from apps.orders.services.operators.take_events import Taken, take_event
from quenty.contracts.orders.errors import OrderError
from quenty.platform.db import unit_of_work

# (guide, state, instant), and (guide, "", the operator's own id of it).
_Told = set[tuple[UUID, str, datetime | str]]


def take_events(
    batch: ImportBatch, columns: Columns, chunk: list[MappedEvent], asked: OfOperator
) -> None:
    """Each row is a transaction of its own, in the order in which it happened: nobody holds the
    guides of many. After a crash between them and the report they are `known`."""
    guides = carried_by(
        asked.operator_id, {row.reference for row in chunk}, livemode=asked.livemode
    )
    told: _Told = set(told_of(guides.values()))
    results = {row.line: _take(row, row.happened, guides, told, asked) for row in _by_time(chunk)}
    rows = [row_of(batch, columns, results[row.line]) for row in chunk]
    with unit_of_work("orders"):
        ImportRow.objects.bulk_create(rows)
        count_in(batch, rows)


def _by_time(chunk: Sequence[MappedEvent]) -> list[MappedEvent]:
    dated = [(row.happened.occurred_at, row.line, row) for row in chunk if row.happened]
    undated = [row for row in chunk if not row.happened]
    return [row for _, _, row in sorted(dated, key=lambda one: one[:2])] + undated


def _take(
    row: MappedEvent,
    happened: Happened | None,
    guides: dict[str, Guide],
    told: _Told,
    asked: OfOperator,
) -> Result:
    if happened is None:
        return Result(row, "bad")
    guide = guides.get(row.reference)
    if guide is None:
        return Result(row, "bad", refused=(OrderError.GUIDE_NOT_FOUND(field="number"),))
    keys = _keys(guide, happened)
    if not happened.event or keys & told:
        return Result(row, "known")
    taken = _rehearsed(guide, happened, asked) if asked.dry_run else _told(guide, happened, asked)
    if taken.refusal is not None:
        return Result(row, "bad", refused=(taken.refusal,))
    told |= keys
    return Result(row, "valid" if asked.dry_run else "created")


def _keys(guide: Guide, happened: Happened) -> _Told:
    keys: _Told = {(guide.pk, happened.event, happened.occurred_at)}
    if happened.external_id:
        keys.add((guide.pk, "", happened.external_id))
    return keys


def _told(guide: Guide, happened: Happened, asked: OfOperator) -> Taken:
    return take_event(guide, happened, actor=asked.actor, source="import")


def _rehearsed(guide: Guide, happened: Happened, asked: OfOperator) -> Taken:
    taken = Taken("kept")
    try:
        with unit_of_work("orders"):
            taken = _told(guide, happened, asked)
            raise Rehearsed
    except Rehearsed:
        return taken
