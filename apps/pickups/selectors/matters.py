"""What waits for the staff to look into."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.pickups.models import Matter

if TYPE_CHECKING:
    from django.db.models import QuerySet


def matters_of(
    *,
    kind: str = "",
    open: bool | None = None,
    run_id: UUID | None = None,
    driver_id: UUID | None = None,
) -> "QuerySet[Matter]":
    exact = {"kind": kind, "run_id": run_id, "driver_id": driver_id}
    rows = Matter.objects.select_related("driver").filter(
        **{name: value for name, value in exact.items() if value}
    )
    return rows if open is None else rows.filter(settled_at__isnull=open)


def unproven(attempt_ids: list[UUID]) -> set[UUID]:
    """Those of these visits whose only proof has not arrived."""
    rows = matters_of(kind="evidence_missing", open=True).filter(subject__in=attempt_ids)
    return set(rows.values_list("subject", flat=True))
