"""Choose a merchant's paydays."""

from collections.abc import Sequence
from uuid import UUID

from apps.orders.domain.money.calendar import USUAL_DAYS, USUAL_HOUR
from apps.orders.models import PayoutCalendar
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def set_calendar(
    *, customer_id: UUID, weekdays: Sequence[int], hour: int, minimum: Money, actor: Actor
) -> PayoutCalendar:
    """`weekdays`: 0 is Monday; `hour`: of Colombia; nothing below `minimum` is paid yet."""
    with unit_of_work("orders"):
        row = PayoutCalendar.objects.select_for_update().filter(customer_id=customer_id).first()
        row = row or PayoutCalendar(customer_id=customer_id, version=0)
        row.weekdays, row.hour, row.minimum = sorted(set(weekdays)), hour, minimum
        row.version += 1
        row.save()
        data = {"weekdays": row.weekdays, "hour": hour, "minimum": minimum}
        record("orders", action="payouts.calendar", subject=row.id, actor=actor, data=data)
    return row


def pause_payouts(*, customer_id: UUID, paused: bool, reason: str, actor: Actor) -> None:
    """Nobody is paid until somebody looked; or paid again."""
    with unit_of_work("orders"):
        row = PayoutCalendar.objects.select_for_update().filter(customer_id=customer_id).first()
        row = row or as_usual(customer_id)
        row.paused = paused
        row.save()
        action = "payouts.pause" if paused else "payouts.resume"
        data = {"reason": reason[:300]}
        record("orders", action=action, subject=row.id, actor=actor, data=data)


def as_usual(customer_id: UUID) -> PayoutCalendar:
    """The usual calendar, unsaved, for a merchant that chose none."""
    return PayoutCalendar(
        customer_id=customer_id,
        weekdays=list(USUAL_DAYS),
        hour=USUAL_HOUR,
        minimum=Money.zero(),
    )
