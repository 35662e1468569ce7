"""Facts of a month's guides, by operator or franchise, in one query."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate

from apps.franchise.domain.scorecards import Facts, Scorecard, scorecard
from apps.franchise.domain.uptime import kept, uptime
from apps.franchise.models import Franchise, GuideCopy, Operator, OperatorHealth
from apps.franchise.selectors.network import seen
from apps.franchise.selectors.scope import visible
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money
from quenty.platform.auth import Principal


def of_operators(principal: Principal, month: date) -> dict[UUID, tuple[str, Scorecard]]:
    """By id, the name and the card; those without a guide in the month are left out."""
    rows = {row.pk: row for row in visible(Operator.objects.all(), principal, "id")}
    cards = _cards("operator_id", {pk: row.trade_name for pk, row in rows.items()}, month)
    starts, ends = _bounds(month)
    changes: dict[UUID, list[tuple[datetime, bool]]] = defaultdict(list)
    heard = OperatorHealth.objects.filter(operator_id__in=cards, since__lt=ends)
    for id_, since, up in heard.order_by("since").values_list("operator_id", "since", "up"):
        changes[id_].append((since, up))
    ends = min(ends, clock.now())
    return {
        id_: (name, _with_sla(card, rows[id_], uptime(changes[id_], starts=starts, ends=ends)))
        for id_, (name, card) in cards.items()
    }


def _with_sla(card: Scorecard, operator: Operator, up: Decimal | None) -> Scorecard:
    promised = {
        "on_time": operator.sla_on_time,
        "first_attempt": operator.sla_first_attempt,
        "uptime": operator.sla_uptime,
    }
    found = {"on_time": card.on_time, "first_attempt": card.first_attempt, "uptime": up}
    return replace(card, uptime=up, sla_met=kept(promised, found))


def of_franchises(principal: Principal, month: date) -> dict[UUID, tuple[str, Scorecard]]:
    """A franchisee finds its own alone."""
    rows = seen(Franchise.objects.all(), principal, "id").values_list("pk", "name")
    return _cards("franchise_id", dict(rows), month)


def _bounds(month: date) -> tuple[datetime, datetime]:
    """From the month's first moment in Colombia until before the next month's."""
    first = month.replace(day=1)
    later = first.replace(year=first.year + (first.month == 12), month=first.month % 12 + 1)
    return datetime.combine(first, time.min, BOGOTA), datetime.combine(later, time.min, BOGOTA)


def _cards(whose: str, names: dict[UUID, str], month: date) -> dict[UUID, tuple[str, Scorecard]]:
    starts, ends = _bounds(month)
    guides = GuideCopy.objects.filter(
        issued_at__gte=starts, issued_at__lt=ends, **{f"{whose}__in": list(names)}
    )
    return {
        row[whose]: (names[row[whose]], scorecard(_facts(row))) for row in _counted(guides, whose)
    }


def _counted(guides: Any, whose: str) -> Any:
    delivered = Q(delivered_at__isnull=False)
    dated = guides.annotate(delivered_on=TruncDate("delivered_at", tzinfo=BOGOTA))
    return dated.values(whose).annotate(
        guides=Count("pk"),
        delivered=Count("pk", filter=delivered),
        promised=Count("pk", filter=delivered & Q(due_on__isnull=False)),
        on_time=Count("pk", filter=Q(delivered_on__lte=F("due_on"))),
        first_attempt=Count("pk", filter=delivered & Q(failures=0)),
        incident_count=Count("pk", filter=Q(incidents__gt=0)),
        returned=Count("pk", filter=Q(returned_at__isnull=False)),
        revenue=Sum("freight", filter=Q(given_back=False)),
        spent=Sum("cost"),
        grams=Sum("chargeable_g", filter=Q(cost__isnull=False)),
    )


def _facts(row: dict[str, Any]) -> Facts:
    return Facts(
        guides=row["guides"],
        delivered=row["delivered"],
        promised=row["promised"],
        on_time=row["on_time"],
        first_attempt=row["first_attempt"],
        incidents=row["incident_count"],
        returned=row["returned"],
        revenue=row["revenue"] or Money.zero(),
        cost=row["spent"] or Money.zero(),
        grams=row["grams"] or 0,
    )
