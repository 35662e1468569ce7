"""Payouts and paydays as a principal may see them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from apps.orders.domain.money.calendar import Calendar, next_payday
from apps.orders.domain.money.cod import PAYABLE
from apps.orders.models import GuideMoney, Payout, PayoutCalendar, PayoutLine
from apps.orders.selectors.orders import scoped
from quenty.contracts.orders.money_errors import CodError
from quenty.kernel import clock
from quenty.kernel.money import Money
from quenty.platform.auth import Principal


def payouts_of(
    principal: Principal,
    *,
    status: str = "",
    customer_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> "QuerySet[Payout]":
    rows = scoped(Payout.objects.all(), principal)
    exact = {
        "status": status, "customer_id": customer_id, "day__gte": since, "day__lte": until
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in exact.items() if value})


def payout_for(principal: Principal, payout_id: UUID) -> Payout:
    """Raises orders.cod.payout_not_found."""
    row = payouts_of(principal).filter(pk=payout_id).first()
    if row is None:
        raise CodError.PAYOUT_NOT_FOUND()
    return row


def payout_lines(payout: Payout) -> "QuerySet[PayoutLine]":
    return PayoutLine.objects.filter(payout=payout).select_related("guide")


@dataclass(frozen=True, slots=True)
class Paydays:
    """A merchant's calendar, its own or the usual, and what waits for the next day."""

    weekdays: list[int]
    hour: int
    minimum: Money
    paused: bool
    next_day: date
    waiting: Money


def paydays_of(customer_id: UUID, *, livemode: bool) -> Paydays:
    row = PayoutCalendar.objects.filter(customer_id=customer_id).first()
    calendar = Calendar(tuple(row.weekdays), row.hour) if row else Calendar()
    waiting = payable(customer_id, livemode=livemode)
    return Paydays(
        weekdays=sorted(calendar.weekdays),
        hour=calendar.hour,
        minimum=row.minimum if row else Money.zero(),
        paused=bool(row and row.paused),
        next_day=next_payday(clock.now(), calendar),
        waiting=_money(waiting.aggregate(sum=Sum("merchant_amount"))["sum"]),
    )


def payable(
    customer_id: UUID | None = None, *, livemode: bool | None = None
) -> "QuerySet[GuideMoney]":
    """Posted and in no payout, of guides whose money is with us and that nobody disputes; of
    guides without COD always. None: of every merchant, of either mode."""
    held_back = ~Q(guide__cod__isnull=True) & (
        ~Q(guide__cod__status__in=[s.value for s in PAYABLE])
        | Q(guide__cod__disputed_at__isnull=False)
    )
    rows = GuideMoney.objects.filter(payout=None, status=GuideMoney.POSTED)
    if customer_id is not None:
        rows = rows.filter(customer_id=customer_id)
    if livemode is not None:
        rows = rows.filter(livemode=livemode)
    return rows.exclude(merchant_amount=Money.zero()).exclude(held_back)


def waiting_by_merchant(customer_id: UUID | None = None) -> list[tuple[UUID, bool, Money]]:
    """Merchant, mode and what waits for its next payout."""
    sums = payable(customer_id).order_by().values("customer_id", "livemode")
    return [
        (row["customer_id"], row["livemode"], _money(row["sum"]))
        for row in sums.annotate(sum=Sum("merchant_amount")).order_by("customer_id", "livemode")
    ]


def _money(value: Money | int | None) -> Money:
    return value if isinstance(value, Money) else Money.from_units(int(value or 0))
