"""A shift's run: made by a plan, or by hand."""

from uuid import UUID

from apps.pickups.domain.codes import number_of
from apps.pickups.models import Run, Shift
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_id
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def open_run(*, shift_id: UUID, actor: Actor) -> Run:
    """An empty run to drag stops to; the shift's own if it has one.

    Raises pickups.run_not_found for an unknown or withdrawn shift, pickups.run_locked.
    """
    with unit_of_work("pickups"):
        shift = Shift.objects.select_for_update().filter(pk=shift_id, available=True).first()
        if shift is None:
            raise RoadError.RUN_NOT_FOUND(field="shift_id")
        run = run_of(shift)
        record("pickups", action="run.open", subject=run.pk, actor=actor)
    return run


def run_of(shift: Shift) -> Run:
    """Under lock, made when there is none; a cancelled one begins anew. Raises
    pickups.run_locked for one that is over."""
    run = Run.objects.select_for_update().filter(shift=shift).first()
    if run is None:
        key = new_id()
        return Run.objects.create(id=key, number=number_of("RUT", key), shift=shift, day=shift.day)
    if run.status == "completed":
        raise RoadError.RUN_LOCKED(status=run.status)
    if run.status == "cancelled":
        run.status = "draft"
        run.save()
    return run
