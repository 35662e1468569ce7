"""A shift's run: made by a plan, or by hand."""

from collections.abc import Iterable
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
    (run,) = runs_of_shifts([shift.pk])
    run.save(update_fields=["status", "updated_at"])
    return run


def runs_of_shifts(shift_ids: Iterable[UUID]) -> list[Run]:
    """The same for many, with their shifts, in the order of these; what begins anew is for the
    caller to save."""
    shifts = Shift.objects.select_related("start_depot").in_bulk(list(shift_ids))
    rows = Run.objects.select_for_update().filter(shift__in=list(shifts)).order_by("pk")
    found = {run.shift_id: run for run in rows}
    new = [_new_run(shift) for key, shift in shifts.items() if key not in found]
    found |= {run.shift_id: run for run in Run.objects.bulk_create(new)}
    for key, run in found.items():
        run.shift = shifts[key]
        if run.status == "completed":
            raise RoadError.RUN_LOCKED(status=run.status)
        if run.status == "cancelled":
            run.status = "draft"
    return [found[key] for key in shifts]


def _new_run(shift: Shift) -> Run:
    key = new_id()
    return Run(id=key, number=number_of("RUT", key), shift=shift, day=shift.day)
