"""Operators' accounts as services reach them, and what the call log comes to."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Avg, Case, Count, F, IntegerField, Q, QuerySet, When

from apps.orders.domain.operators.port import Line
from apps.orders.models import (
    Confirmation,
    OperatorAccount,
    OperatorCall,
    OperatorCopy,
    OperatorHealth,
    OperatorSerials,
)
from quenty.contracts.orders.operator_errors import OperatorError
from quenty.kernel.clock import BOGOTA
from quenty.platform.crypto import unseal

SEAL = b"orders.operator_account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How an operator is reached for one merchant and environment. `row` None: it has no
    account, and works by its sheet (or is played by the sandbox)."""

    operator_id: UUID
    operator_code: str
    livemode: bool
    adapter: str
    row: OperatorAccount | None

    def line(self) -> Line:
        row = self.row
        if row is None:
            return Line(
                operator_id=str(self.operator_id), operator_code=self.operator_code, base_url=""
            )
        return Line(
            operator_id=str(row.operator_id),
            operator_code=row.operator_code,
            base_url=row.base_url,
            settings=row.settings,
            secrets=secrets_of(row),
            seconds=float(row.seconds),
        )


def secrets_of(row: OperatorAccount) -> dict[str, str]:
    """The credentials in clear. Raises CannotUnseal."""
    return dict(json.loads(unseal(bytes(row.sealed), purpose=SEAL)))


def reach_of(
    operator_id: UUID, *, operator_code: str = "", customer_id: UUID | None, livemode: bool
) -> Reach:
    """The merchant's own contract first, else ours, else the built-in one. One query."""
    rows = OperatorAccount.objects.filter(operator_id=operator_id, livemode=livemode, active=True)
    whose = Q(customer_id__isnull=True)
    if customer_id is not None:
        whose |= Q(customer_id=customer_id)
    own_first = Case(
        When(customer_id__isnull=False, then=0), default=1, output_field=IntegerField()
    )
    row = rows.filter(whose).order_by(own_first).first()
    return reach_by(row, operator_id, operator_code, livemode=livemode)


def reach_by(
    row: OperatorAccount | None, operator_id: UUID, operator_code: str, *, livemode: bool
) -> Reach:
    built_in = "rate_sheet" if livemode else "sandbox"
    return Reach(
        operator_id=operator_id,
        operator_code=row.operator_code if row else operator_code,
        livemode=livemode,
        adapter=row.adapter if row else built_in,
        row=row,
    )


def live_reaches(customer_id: UUID, *, livemode: bool) -> list[Reach]:
    """Of every operator whose account (the merchant's own, else ours) quotes live."""
    rows = OperatorAccount.objects.filter(active=True, livemode=livemode).filter(
        Q(customer_id__isnull=True) | Q(customer_id=customer_id)
    )
    own_last = sorted(rows, key=lambda row: row.customer_id is not None)
    chosen = {row.operator_id: row for row in own_last}
    return [
        reach_by(row, row.operator_id, row.operator_code, livemode=livemode)
        for row in chosen.values()
        if row.live_rates
    ]


def operator_or_404(operator_id: UUID) -> OperatorCopy:
    """Raises orders.operator.not_found."""
    row = OperatorCopy.objects.filter(operator_id=operator_id).first()
    if row is None:
        raise OperatorError.NOT_FOUND()
    return row


def accounts() -> "QuerySet[OperatorAccount]":
    return OperatorAccount.objects.all()


def serials_of(*, operator_id: UUID | None = None) -> "QuerySet[OperatorSerials]":
    rows = OperatorSerials.objects.all()
    return rows.filter(operator_id=operator_id) if operator_id else rows


def calls_of(
    *, operator_id: UUID | None = None, operation: str = "", outcome: str = "", reference: str = ""
) -> "QuerySet[OperatorCall]":
    exact = {
        "operator_id": operator_id,
        "operation": operation,
        "outcome": outcome,
        "reference": reference,
    }
    given = {name: value for name, value in exact.items() if value}
    return OperatorCall.objects.filter(**given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An operator's month, of our own accounts: a merchant's contract is its own affair.
    `uptime`: percent of its calls that were answered (refusals are answers; trying credentials
    is no call), None without calls. `mean_ms`: of the answered ones. `promised`: percent that
    our account's contract promises, None without one. `chosen`: guides whose merchant took this
    operator; `went_elsewhere`: those of them that another carries."""

    operator_id: UUID
    operator_code: str
    state: str
    since: datetime | None
    diverted_until: datetime | None
    month: str
    calls: int
    ill: int
    mean_ms: int | None
    promised: Decimal | None
    chosen: int
    went_elsewhere: int

    @property
    def uptime(self) -> str | None:
        return f"{(self.calls - self.ill) * 100 / self.calls:.2f}" if self.calls else None

    @property
    def promised_uptime(self) -> str | None:
        return None if self.promised is None else f"{self.promised:.2f}"

    @property
    def promise_kept(self) -> bool | None:
        """Whether the month is as good as promised, by the exact share."""
        if self.promised is None or not self.calls:
            return None
        return (self.calls - self.ill) * 100 >= self.promised * self.calls

    @property
    def elsewhere_share(self) -> str | None:
        return f"{self.went_elsewhere * 100 / self.chosen:.2f}" if self.chosen else None


def month_of_operators(month: date) -> list[Service]:
    """How each operator did in the calendar month (of Colombia) that `month` is in."""
    first = datetime.combine(month.replace(day=1), time(), BOGOTA)
    last = (first + timedelta(days=32)).replace(day=1)
    ill = Q(outcome__in=("not_reached", "no_answer", "broken_off"))
    found = {
        row["operator_id"]: row
        for row in OperatorCall.objects.filter(
            at__gte=first, at__lt=last, livemode=True, account__customer_id__isnull=True
        )
        .exclude(operation="check")
        .order_by()
        .values("operator_id")
        .annotate(
            calls=Count("id"), ill=Count("id", filter=ill), mean=Avg("latency_ms", filter=~ill)
        )
    }
    chosen = _chosen(first, last)
    healths = {row.operator_id: row for row in OperatorHealth.objects.all()}
    ours = OperatorAccount.objects.filter(active=True, livemode=True, customer_id__isnull=True)
    promised = dict(ours.values_list("operator_id", "promised_uptime"))
    return [
        _service(
            copy,
            healths.get(copy.operator_id),
            found.get(copy.operator_id, {}),
            chosen.get(copy.operator_id, (0, 0)),
            promised.get(copy.operator_id),
            first,
        )
        for copy in OperatorCopy.objects.order_by("code")
    ]


def _chosen(first: datetime, last: datetime) -> dict[UUID, tuple[int, int]]:
    """By operator that was taken: issued guides, and those that another operator carries."""
    issued = Confirmation.objects.filter(
        created_at__gte=first,
        created_at__lt=last,
        order__livemode=True,
        chosen_offer__isnull=False,
        guide__isnull=False,
    )
    elsewhere = ~Q(chosen_offer__operator_id=F("offer__operator_id"))
    rows = (
        issued.order_by()
        .values_list("chosen_offer__operator_id")
        .annotate(chosen=Count("id"), elsewhere=Count("id", filter=elsewhere))
    )
    return {operator: (chosen, gone) for operator, chosen, gone in rows}


def _service(
    copy: OperatorCopy,
    health: OperatorHealth | None,
    counted: dict[str, float],
    chosen: tuple[int, int],
    promised: Decimal | None,
    first: datetime,
) -> Service:
    mean = counted.get("mean")
    return Service(
        operator_id=copy.operator_id,
        operator_code=copy.code,
        state=health.state if health else "up",
        since=health.since if health else None,
        diverted_until=health.diverted_until if health else None,
        month=f"{first:%Y-%m}",
        calls=int(counted.get("calls", 0)),
        ill=int(counted.get("ill", 0)),
        mean_ms=None if mean is None else round(mean),
        promised=promised,
        chosen=chosen[0],
        went_elsewhere=chosen[1],
    )
