"""Open and settle what the staff has to look into. All inside the caller's unit of work, but
`settle_matter`."""

from typing import Any
from uuid import UUID

from apps.pickups.domain.matters import MatterKind
from apps.pickups.models import Driver, Matter, Run, Stop
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def open_matter(
    kind: MatterKind,
    subject: UUID,
    *,
    driver: Driver | None,
    run: Run | None,
    stop: Stop | None,
    detail: str = "",
) -> None:
    """Once for each subject."""
    Matter.objects.get_or_create(
        kind=kind.value,
        subject=subject,
        defaults={"driver": driver, "run": run, "stop": stop, "detail": detail[:300]},
    )


def put_right(kind: MatterKind, **of: Any) -> int:
    """It settled itself; gives how many did. `of`: subject or stop."""
    rows = Matter.objects.filter(kind=kind.value, settled_at=None, **of)
    return rows.update(settled_at=clock.now(), settled_by=str(SYSTEM))


def settle_matter(*, matter_id: UUID, note: str, actor: Actor) -> Matter:
    """Somebody looked into it. Raises pickups.matter_not_found, pickups.matter_settled."""
    with unit_of_work("pickups"):
        matter = Matter.objects.select_for_update(of=("self",)).filter(pk=matter_id).first()
        if matter is None:
            raise RoadError.MATTER_NOT_FOUND()
        if matter.settled_at is not None:
            raise RoadError.MATTER_SETTLED()
        matter.settled_at, matter.settled_by, matter.note = clock.now(), str(actor), note[:300]
        matter.save()
        record("pickups", action="matter.settle", subject=matter.pk, actor=actor)
    return matter
