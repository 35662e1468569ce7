"""What of a guide's freight may go back, and what goes back by rule."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from apps.orders.domain.money.claims import ClaimKind, ClaimStatus
from apps.orders.domain.money.refunds import RefundCause, proposed
from apps.orders.models import FreightRule, Guide
from apps.orders.selectors.price_lines import tariff_of
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Proposal:
    """`percent`: still to go back for a cause; None where no rule held when it was issued."""

    cause: str
    percent: int | None


def rules() -> "QuerySet[FreightRule]":
    return FreightRule.objects.all()


def rules_on(day: date) -> dict[str, int]:
    """Percent by cause."""
    rows = FreightRule.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day
    )
    return {row.cause: row.percent for row in rows}


def proposals(guide: Guide) -> list[Proposal]:
    """By the rules of the day on which it was issued, less what went back already."""
    percents = rules_on(guide.issued_at.astimezone(BOGOTA).date())
    given = given_back(guide)
    return [
        Proposal(cause.value, proposed(percents.get(cause.value), given)) for cause in RefundCause
    ]


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
