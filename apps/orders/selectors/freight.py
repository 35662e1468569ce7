"""What of a guide's freight may go back, and what goes back by rule."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from apps.orders.domain.money.charges import Line
from apps.orders.domain.money.claims import ClaimKind, ClaimStatus
from apps.orders.domain.money.refunds import BOTH_WAYS, RefundCause, proposed
from apps.orders.domain.states import ConfirmationStatus, Payer
from apps.orders.models import FreightRule, Guide
from apps.orders.selectors.compensated import refundable_percent
from apps.orders.selectors.price_lines import tariff_of
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Proposal:
    """`percent` of the price, `back` of what it cost to come back: still to go back for a cause;
    None where no rule held when it was issued, where it did not come back, or where its merchant
    bears that."""

    cause: str
    percent: int | None
    back: int | None


def rules() -> "QuerySet[FreightRule]":
    return FreightRule.objects.all()


def rules_on(day: date) -> dict[str, int]:
    """Percent by cause."""
    rows = FreightRule.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day
    )
    return {row.cause: row.percent for row in rows}


def proposals(guide: Guide) -> list[Proposal]:
    """By the rules of the day on which it was issued, less what went back already and what was
    paid for the parcel leaves no room for."""
    percents = rules_on(guide.issued_at.astimezone(BOGOTA).date())
    given, came_back = given_back(guide), back_charged(guide)
    room = refundable_percent(guide)
    of_return = given_back_of_return(guide)
    return [
        Proposal(
            cause.value,
            proposed(percents.get(cause), given, room),
            proposed(percents.get(cause), of_return) if came_back and cause in BOTH_WAYS else None,
        )
        for cause in RefundCause
    ]


def out_charged(guide: Guide) -> bool:
    """A recipient's freight was charged once it was collected, or its merchant was charged with
    it since the parcel came back."""
    if guide.order.payer == Payer.RECIPIENT:
        return _charged(guide, Line.FREIGHT)
    return guide.confirmation.status == ConfirmationStatus.CHARGED


def back_charged(guide: Guide) -> bool:
    """Its merchant was charged with its way back, and still is."""
    return _charged(guide, Line.RETURN_FREIGHT)


def _charged(guide: Guide, column: Line) -> bool:
    """What was undone or given back since is among them, with the other sign."""
    rows = guide.money.values_list("lines", flat=True)
    return sum(li["units"] for row in rows for li in row if li["line"] == column) < 0


def given_back_of_return(guide: Guide) -> int:
    """Percent of what it cost to come back."""
    return int(guide.freight_refunds.aggregate(sum=Sum("back_percent"))["sum"] or 0)


def given_back(guide: Guide) -> int:
    """Percent of the freight that went back: refunded, or paid because the parcel came late."""
    refunded = guide.freight_refunds.aggregate(sum=Sum("percent"))["sum"] or 0
    late = guide.claims.filter(kind=ClaimKind.DELAY, status=ClaimStatus.PAID).first()
    tariff = tariff_of(guide)
    if late is None or late.amount is None or not tariff:
        return int(refunded)
    paid: Money = late.amount
    # Up to the next whole percent: no more than all of it ever goes back.
    share = -(-paid.units * WHOLE // tariff.units)
    return min(WHOLE, int(refunded) + share)
