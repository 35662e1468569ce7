"""Orders as a principal may see them, and under lock for services."""

from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Prefetch, Q, QuerySet

from apps.orders.models import Guide, Order, OrderTransition
from quenty.contracts.orders.errors import OrderError
from quenty.kernel.clock import BOGOTA
from quenty.platform.auth import Principal

M = TypeVar("M", bound=Model)


def scoped(rows: "QuerySet[M]", principal: Principal) -> "QuerySet[M]":
    """Staff see all; a merchant its own, of the mode that it works in; others nothing."""
    if principal.is_staff:
        return rows
    if principal.customer_id is None:
        return rows.none()
    return rows.filter(customer_id=principal.customer_id, livemode=principal.livemode)


def whole_days(
    rows: "QuerySet[M]", column: str, since: date | None, until: date | None
) -> "QuerySet[M]":
    """Rows from the start of `since` to the end of `until`, days of Colombia."""
    if since:
        rows = rows.filter(**{f"{column}__gte": _midnight(since)})
    if until:
        rows = rows.filter(**{f"{column}__lt": _midnight(until + timedelta(days=1))})
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BOGOTA)


def orders_of(
    principal: Principal,
    *,
    status: str = "",
    reference: str = "",
    q: str = "",
    customer_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> "QuerySet[Order]":
    """`q`: part of a reference, a recipient's name or phone, or a guide number."""
    rows = whole_days(scoped(_whole(), principal), "created_at", since, until)
    exact = {"status": status, "reference": reference, "customer_id": customer_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if q:
        by_number = Guide.objects.filter(number__iexact=q.strip()).values("order_id")
        rows = rows.filter(
            Q(reference__icontains=q)
            | Q(recipient_name__icontains=q)
            | Q(recipient_phone__contains=q)
            | Q(pk__in=by_number)
        )
    return rows


def order_for(principal: Principal, order_id: UUID) -> Order:
    """Raises orders.not_found for one that does not exist or is another's."""
    order = scoped(_whole(), principal).filter(pk=order_id).first()
    if order is None:
        raise OrderError.NOT_FOUND()
    return order


def seen_order_id(principal: Principal, order_id: UUID) -> UUID:
    """That it is there and may be seen, in one narrow query. Raises orders.not_found."""
    if not scoped(Order.objects.all(), principal).filter(pk=order_id).exists():
        raise OrderError.NOT_FOUND()
    return order_id


def order_with_parts(order_id: UUID) -> Order:
    """Raises orders.not_found."""
    order = _whole().filter(pk=order_id).first()
    if order is None:
        raise OrderError.NOT_FOUND()
    return order


def _whole() -> "QuerySet[Order]":
    living = Guide.objects.exclude(status="voided").only("id", "order_id", "number")
    return Order.objects.prefetch_related(
        "lines", "pieces", Prefetch("guides", queryset=living, to_attr="living_guides")
    )


def lock_order(order_id: UUID) -> Order:
    """For update, inside a unit of work. Raises orders.not_found."""
    order = Order.objects.select_for_update().filter(pk=order_id).first()
    if order is None:
        raise OrderError.NOT_FOUND()
    return order


def history_of(order_id: UUID) -> "QuerySet[OrderTransition]":
    """Every move, oldest first."""
    return OrderTransition.objects.filter(order_id=order_id).order_by("created_at", "id")
