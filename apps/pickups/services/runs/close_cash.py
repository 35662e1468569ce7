"""A courier's cash is counted at the end of a run."""

from uuid import UUID

from apps.pickups.domain.cash import count
from apps.pickups.models import CashClose
from apps.pickups.selectors.road import cash_entries
from apps.pickups.selectors.routing import lock_run
from apps.pickups.services.points.close_cash import cash_closed
from quenty.contracts.pickups.errors import PickupsError, RoadError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def close_run_cash(
    *, run_id: UUID, counted: Money, explanation: str, slip: str, actor: Actor
) -> CashClose:
    """Raises pickups.run_not_found, pickups.run_locked for one under way,
    pickups.close_exists, pickups.close_reason_missing."""
    with unit_of_work("pickups"):
        run = lock_run(run_id)
        if run.status != "completed":
            raise RoadError.RUN_LOCKED(status=run.status)
        if CashClose.objects.filter(run=run).exists():
            raise PickupsError.CLOSE_EXISTS(day=run.day.isoformat())
        entries = [entry for entry in cash_entries(run) if entry.method == "cash"]
        result = count([entry.amount for entry in entries], counted)
        if result.difference and not explanation:
            raise PickupsError.CLOSE_REASON_MISSING(
                difference=str(result.difference), field="explanation"
            )
        close = CashClose.objects.create(
            holder="driver",
            holder_id=run.shift.driver_id,
            run=run,
            day=run.day,
            expected=result.expected,
            counted=counted,
            difference=result.difference,
            explanation=explanation,
            slip=slip,
            closed_by=str(actor),
        )
        record("pickups", action="cash.close", subject=close.pk, actor=actor)
        guides = [entry.guide_id for entry in entries if entry.guide_id]
        publish(cash_closed(close, guides=guides), aggregate=close.pk, actor=actor)
    return close
