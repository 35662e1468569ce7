"""Order a collection of an operator: its guides are claimed first, then it is asked, once."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from apps.orders.domain.operators.failures import NotOffered, OperatorFailure, Refused
from apps.orders.domain.operators.pickups import WAITING, in_reach
from apps.orders.domain.operators.port import OperatorPort, PickupOrdered, PickupWanted
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, OperatorPickup, Order
from apps.orders.selectors.guides import visible
from apps.orders.selectors.operators import reach_by
from apps.orders.services.confirm.booking import sender_of
from apps.orders.services.operators.ask import ask
from quenty.contracts.orders.errors import OrderError
from quenty.contracts.orders.operator_errors import OperatorError, OperatorPickupError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.auth import Principal
from quenty.platform.db import unit_of_work

# One that asks for longer was cut off: it may be asked for again.
CUT_OFF = timedelta(minutes=2)


def order_pickup(
    *,
    principal: Principal,
    numbers: Sequence[str],
    day: date,
    ready_from: str,
    ready_until: str,
    actor: Actor,
) -> OperatorPickup:
    """Calls the operator, so never inside a transaction.

    Raises orders.guide_not_found; orders.operator_pickup.bad_time, .mixed (several merchants,
    operators or senders), .not_waiting (collected already, or voided), .already_ordered,
    .not_offered; orders.operator.refused, orders.operator.unavailable (it may be coming).
    """
    if not in_reach(day, clock.today()) or ready_from >= ready_until:
        raise OperatorPickupError.BAD_TIME(field="day")
    row, first = _claim(principal, numbers, day, (ready_from, ready_until), actor)
    reach = reach_by(row.account, row.operator_id, row.operator_name, livemode=row.livemode)
    wanted = _wanted(row, first.order, [g.operator_number or g.number for g in _guides(row)])
    try:
        made = ask(reach, "pickup", str(row.id), partial(_order, wanted))
    except OperatorFailure as failure:
        _end(row, "refused" if isinstance(failure, Refused) else "unanswered", failure.detail)
        raise _said(failure, row.operator_name) from failure
    return _end(row, "ordered", reference=made.reference)


def _order(wanted: PickupWanted, port: OperatorPort) -> PickupOrdered:
    return port.pickup(wanted)


def _claim(
    principal: Principal, numbers: Sequence[str], day: date, hours: tuple[str, str], actor: Actor
) -> tuple[OperatorPickup, Guide]:
    with unit_of_work("orders"):
        guides = list(
            visible(principal)
            .filter(number__in=numbers)
            .select_for_update(of=("self",))
            .order_by("pk")
        )
        _check(guides, numbers)
        first = guides[0]
        row = OperatorPickup.objects.create(
            customer_id=first.customer_id,
            livemode=first.livemode,
            operator_id=first.operator_id,
            operator_name=first.operator_name,
            account_id=first.account_id,
            day=day,
            ready_from=hours[0],
            ready_until=hours[1],
            numbers=sorted(numbers),
            pieces=sum(guide.piece_count for guide in guides),
            weight_g=sum(guide.chargeable_g for guide in guides),
            actor=str(actor),
        )
    return row, first


def _check(guides: Sequence[Guide], numbers: Sequence[str]) -> None:
    if len(guides) != len(numbers):
        raise OrderError.GUIDE_NOT_FOUND()
    if len({_from(guide) for guide in guides}) > 1:
        raise OperatorPickupError.MIXED(field="numbers")
    late = [guide.number for guide in guides if guide.status != GuideStatus.GENERATED]
    if late:
        raise OperatorPickupError.NOT_WAITING(field="numbers", number=late[0])
    ordered = OperatorPickup.objects.filter(
        numbers__overlap=list(numbers), status__in=WAITING, day__gte=clock.today()
    ).exclude(status="asked", created_at__lt=clock.now() - CUT_OFF)
    if ordered.exists():
        raise OperatorPickupError.ALREADY_ORDERED(field="numbers")


def _from(guide: Guide) -> tuple[object, ...]:
    """What all the guides of a collection have in common."""
    order: Order = guide.order
    place = (order.origin_dane, order.origin_address, order.origin_complement)
    return (guide.customer_id, guide.livemode, guide.operator_id, guide.account_id, *place)


def _guides(row: OperatorPickup) -> list[Guide]:
    return list(Guide.objects.filter(number__in=row.numbers).order_by("number"))


def _wanted(row: OperatorPickup, order: Order, numbers: Sequence[str]) -> PickupWanted:
    return PickupWanted(
        at=sender_of(order),
        day=row.day,
        ready_from=row.ready_from,
        ready_until=row.ready_until,
        numbers=tuple(numbers),
        weight_g=row.weight_g,
    )


def _end(
    row: OperatorPickup, status: str, failure: str = "", reference: str = ""
) -> OperatorPickup:
    with unit_of_work("orders"):
        row.status, row.failure, row.reference = status, failure[:300], reference[:60]
        row.save(update_fields=["status", "failure", "reference", "updated_at"])
    return row


def _said(failure: OperatorFailure, operator: str) -> Exception:
    if isinstance(failure, NotOffered):
        return OperatorPickupError.NOT_OFFERED(operator=operator)
    if isinstance(failure, Refused):
        return OperatorError.REFUSED(operator=operator, detail=failure.detail)
    return OperatorError.UNAVAILABLE(operator=operator)
