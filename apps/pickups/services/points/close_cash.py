"""A point counts its cash at the end of a day."""

from datetime import date, timedelta

from apps.pickups.domain.cash import count
from apps.pickups.models import CashClose, CashEntry, Point
from quenty.contracts.pickups.errors import PickupsError
from quenty.contracts.pickups.events import CashClosedV1
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def close_point_cash(
    *, point: Point, day: date, counted: Money, explanation: str, slip: str, actor: Actor
) -> CashClose:
    """Raises pickups.close_exists, pickups.close_early, pickups.close_reason_missing."""
    if day > clock.today():
        raise PickupsError.CLOSE_EARLY(day=day.isoformat(), field="day")
    with unit_of_work("pickups"):
        Point.objects.select_for_update().get(pk=point.pk)
        if _closed(point, day):
            raise PickupsError.CLOSE_EXISTS(day=day.isoformat())
        entries = list(CashEntry.objects.filter(point_id=point.point_id, day=day, method="cash"))
        result = count([entry.amount for entry in entries], counted)
        if result.difference and not explanation:
            raise PickupsError.CLOSE_REASON_MISSING(
                difference=str(result.difference), field="explanation"
            )
        close = CashClose.objects.create(
            holder="point",
            holder_id=point.point_id,
            day=day,
            expected=result.expected,
            counted=counted,
            difference=result.difference,
            explanation=explanation,
            slip=slip,
            closed_by=str(actor),
        )
        record("pickups", action="cash.close", subject=close.pk, actor=actor)
        publish(
            cash_closed(close, guides=[e.guide_id for e in entries if e.guide_id]),
            aggregate=close.pk,
            actor=actor,
        )
    return close


def _closed(point: Point, day: date) -> bool:
    return CashClose.objects.filter(holder="point", holder_id=point.point_id, day=day).exists()


def day_of_cash(point: Point) -> date:
    """Today; what is taken after its close is counted with the next day's. The caller holds
    the point's lock."""
    day: date = clock.today()
    while _closed(point, day):
        day += timedelta(days=1)
    return day


def cash_closed(close: CashClose, *, guides: list[object]) -> CashClosedV1:
    return CashClosedV1(
        close_id=close.pk,
        holder=close.holder,
        holder_id=close.holder_id,
        run_id=close.run_id,
        day=close.day,
        expected=close.expected,
        counted=close.counted,
        difference=close.difference,
        slip=close.slip,
        guides=tuple(guides),  # type: ignore[arg-type]
    )
