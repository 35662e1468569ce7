"""What is collected at the door, as a principal may see it; how old it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from apps.orders.domain.money.cod import CodStatus
from apps.orders.models import Cod, CodPayment, Remittance, RemittanceLine
from apps.orders.selectors.orders import scoped, whole_days
from quenty.contracts.orders.money_errors import CodError
from quenty.kernel import clock
from quenty.kernel.money import Money
from quenty.platform.auth import Principal, Role

# Whole days since it was collected, or issued while it is expected; the last has no end.
BUCKETS = ((3, "0-3"), (7, "4-7"), (15, "8-15"), (30, "16-30"), (None, "31+"))
_OPEN = (CodStatus.EXPECTED, CodStatus.COLLECTED, CodStatus.SHORT, CodStatus.REMITTED)


def visible_cods(principal: Principal) -> "QuerySet[Cod]":
    """A merchant's own, an operator's that it collects, all for staff."""
    rows = Cod.objects.select_related("guide")
    if not principal.is_staff and principal.has(Role.OPERATOR) and principal.operator_id:
        return rows.filter(operator_id=principal.operator_id, livemode=principal.livemode)
    return scoped(rows, principal)


def cods_of(
    principal: Principal,
    *,
    status: str = "",
    disputed: bool | None = None,
    holder: str = "",
    customer_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> "QuerySet[Cod]":
    rows = whole_days(visible_cods(principal), "created_at", since, until)
    exact = {"status": status, "holder": holder, "customer_id": customer_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return rows if disputed is None else rows.filter(disputed_at__isnull=not disputed)


def cod_for(principal: Principal, number: str) -> Cod:
    """Raises orders.cod.not_found."""
    return _the_one(visible_cods(principal), number)


def cod_at_door(principal: Principal, number: str) -> Cod:
    """For a courier, of a parcel that it is bringing now. Raises orders.cod.not_found."""
    if not principal.has(Role.DRIVER) or principal.driver_id is None:
        return cod_for(principal, number)
    brought = Cod.objects.select_related("guide").filter(
        guide__courier_line__driver_id=principal.driver_id,
        guide__courier_line__expires_at__gt=clock.now(),
    )
    return _the_one(brought, number)


def _the_one(rows: "QuerySet[Cod]", number: str) -> Cod:
    cod = rows.filter(guide__number=number).first()
    if cod is None:
        raise CodError.NOT_FOUND()
    return cod


def payment_for(principal: Principal, number: str, payment_id: UUID) -> CodPayment:
    """Raises orders.cod.not_found, orders.cod.payment_not_found."""
    return _payment(CodPayment.objects.filter(cod=cod_at_door(principal, number)), payment_id)


def sandbox_payment(payment_id: UUID) -> CodPayment:
    """One of the sandbox's, for whoever has its address. Raises orders.cod.payment_not_found."""
    return _payment(CodPayment.objects.filter(provider="sandbox"), payment_id)


def _payment(rows: "QuerySet[CodPayment]", payment_id: UUID) -> CodPayment:
    payment = rows.filter(pk=payment_id).first()
    if payment is None:
        raise CodError.PAYMENT_NOT_FOUND()
    return payment


@dataclass(frozen=True, slots=True)
class Aged:
    """What lies in one state for so many `days`. `amount`: expected of what is expected,
    collected of the rest."""

    status: str
    days: str
    count: int
    amount: Money


def ageing_of(principal: Principal, *, customer_id: UUID | None = None) -> list[Aged]:
    """All that is not paid out, in the order of states and then of age."""
    rows = visible_cods(principal).filter(status__in=[s.value for s in _OPEN])
    if customer_id:
        rows = rows.filter(customer_id=customer_id)
    now = clock.now()
    since = Coalesce("collected_at", "created_at")
    cases = [
        When(Q(begun__gt=now - timedelta(days=days + 1)), then=Value(name))
        for days, name in BUCKETS
        if days is not None
    ]
    sums = (
        rows.annotate(begun=since)
        .annotate(age=Case(*cases, default=Value(BUCKETS[-1][1]), output_field=CharField()))
        .order_by()
        .values("status", "age")
        .annotate(
            count=Count("pk"),
            amount=Sum(Case(When(status="expected", then=F("expected")), default=F("collected"))),
        )
    )
    found = {(row["status"], row["age"]): row for row in sums}
    return [
        Aged(status.value, name, found[key]["count"], _money(found[key]["amount"]))
        for status in _OPEN
        for _, name in BUCKETS
        if (key := (status.value, name)) in found
    ]


def _money(value: Money | int) -> Money:
    return value if isinstance(value, Money) else Money.from_units(int(value))


def remittances_of(
    principal: Principal, *, holder: str = "", since: date | None = None, until: date | None = None
) -> "QuerySet[Remittance]":
    """An operator's own; all for staff."""
    rows = Remittance.objects.all()
    if not principal.is_staff:
        rows = rows.filter(holder=str(principal.operator_id), livemode=principal.livemode)
    if holder:
        rows = rows.filter(holder=holder)
    if since:
        rows = rows.filter(day__gte=since)
    return rows.filter(day__lte=until) if until else rows


def collects(operator_id: UUID) -> bool:
    """Whether a guide of this operator ever was to collect money."""
    return Cod.objects.filter(operator_id=operator_id).exists()


def remittance_for(principal: Principal, remittance_id: UUID) -> Remittance:
    """Raises orders.cod.remittance_not_found."""
    row = remittances_of(principal).filter(pk=remittance_id).first()
    if row is None:
        raise CodError.REMITTANCE_NOT_FOUND()
    return row


def lines_of(remittance: Remittance, *, outcome: str = "") -> "QuerySet[RemittanceLine]":
    rows = RemittanceLine.objects.filter(remittance=remittance)
    return rows.filter(outcome=outcome) if outcome else rows
