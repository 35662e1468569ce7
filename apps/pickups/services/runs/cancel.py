"""Withdraw a run that has not left: its stops wait to be planned again."""

from uuid import UUID

from apps.pickups.domain.states import RunEvent
from apps.pickups.models import Run, Stop
from apps.pickups.selectors.routing import lock_run
from apps.pickups.services.runs.publish import move_run
from apps.pickups.services.stops.take_off import take_off
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def cancel_run(*, run_id: UUID, reason: str, actor: Actor) -> Run:
    """Raises pickups.run_not_found, pickups.run_locked for one under way or over."""
    with unit_of_work("pickups"):
        run = lock_run(run_id)
        move_run(run, RunEvent.CANCEL)
        for stop in Stop.objects.select_for_update().filter(run=run).order_by("pk"):
            take_off(stop, actor=actor)
        run.locked = False
        run.save()
        record("pickups", action="run.cancel", subject=run.pk, actor=actor, data={"reason": reason})
    return run
