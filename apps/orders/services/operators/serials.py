"""Guide numbers of an operator's own ranges: added by staff, given one by one."""

from dataclasses import dataclass
from uuid import UUID

import structlog

from apps.orders.domain.numbers import serial_number
from apps.orders.models import OperatorSerials
from apps.orders.selectors.operators import operator_or_404
from quenty.contracts.orders.operator_errors import OperatorError, OperatorSerialsError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

log = structlog.get_logger(__name__)
# Staff is told each time that this much of a range is left.
FEW = (1000, 100, 10, 0)


@dataclass(frozen=True, kw_only=True)
class SerialsData:
    """`digits`: figures of the serial, zeros in front. `check_digit`: one of numbers.CHECKS."""

    operator_id: UUID
    first: int
    last: int
    digits: int
    prefix: str = ""
    check_digit: str = "none"
    livemode: bool = True


def add_serials(*, data: SerialsData, actor: Actor) -> OperatorSerials:
    """A further range, used when those before it are used up. Raises orders.operator.not_found,
    orders.operator_serials.bad_range, orders.operator_serials.overlap.
    """
    operator = operator_or_404(data.operator_id)
    eight = data.check_digit == "s10" and data.digits != 8
    if data.first > data.last or len(str(data.last)) > data.digits or eight:
        raise OperatorSerialsError.BAD_RANGE(field="last")
    with unit_of_work("orders"):
        known = OperatorSerials.objects.select_for_update().filter(
            operator_id=data.operator_id, livemode=data.livemode
        )
        alike = [row for row in known if (row.prefix, row.digits) == (data.prefix, data.digits)]
        if any(row.first <= data.last and data.first <= row.last for row in alike):
            raise OperatorSerialsError.OVERLAP(field="first")
        row = OperatorSerials.objects.create(
            operator_id=data.operator_id,
            operator_code=operator.code,
            livemode=data.livemode,
            prefix=data.prefix,
            digits=data.digits,
            check_digit=data.check_digit,
            first=data.first,
            last=data.last,
            next=data.first,
        )
        record(
            "orders",
            action="operator_serials.add",
            subject=row.id,
            actor=actor,
            data={"operator": operator.code, "first": data.first, "last": data.last},
        )
    return row


def next_of_operator(operator_id: UUID, *, livemode: bool) -> str:
    """The operator's next number, "" for one that gave no range. Inside the unit of work that
    issues the guide: the range is locked until it commits, so that none is lost or given twice.

    Raises orders.operator.serials_used_up.
    """
    ranges = OperatorSerials.objects.select_for_update().filter(
        operator_id=operator_id, livemode=livemode
    )
    rows = list(ranges.order_by("created_at", "id"))
    row = next((row for row in rows if row.left), None)
    if row is None:
        if rows:
            raise OperatorError.SERIALS_USED_UP(operator=rows[0].operator_code)
        return ""
    serial, row.next = row.next, row.next + 1
    row.save(update_fields=["next", "updated_at"])
    if row.left in FEW:
        log.warning("operator.serials_left", serials=str(row), left=row.left)
    return row.prefix + serial_number(serial, digits=row.digits, check=row.check_digit)
