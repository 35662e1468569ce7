"""Guides as a principal may see them, and under lock for services."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from apps.orders.models import Guide, Order
from apps.orders.selectors.orders import scoped, whole_days
from quenty.contracts.orders.errors import OrderError
from quenty.platform.auth import Principal, Role


def visible(principal: Principal) -> "QuerySet[Guide]":
    """A merchant's own, an operator's that it carries, all for staff."""
    rows = Guide.objects.select_related("order").prefetch_related("pieces")
    if not principal.is_staff and principal.has(Role.OPERATOR) and principal.operator_id:
        return rows.filter(operator_id=principal.operator_id, livemode=principal.livemode)
    return scoped(rows, principal)


def guides_of(
    principal: Principal,
    *,
    status: str = "",
    reference: str = "",
    operator_id: UUID | None = None,
    customer_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> "QuerySet[Guide]":
    rows = whole_days(visible(principal), "issued_at", since, until)
    exact = {
        "status": status,
        "order__reference": reference,
        "operator_id": operator_id,
        "customer_id": customer_id,
    }
    return rows.filter(**{name: value for name, value in exact.items() if value})


def guide_for(principal: Principal, number: str) -> Guide:
    """With order, pieces, price lines and history. Raises orders.guide_not_found."""
    rows = visible(principal).select_related("offer", "confirmation")
    guide = rows.prefetch_related("events").filter(number=number).first()
    if guide is None:
        raise OrderError.GUIDE_NOT_FOUND()
    return guide


def guide_by_number(number: str) -> Guide:
    """For neighbours and jobs, unscoped. Raises orders.guide_not_found."""
    guide = Guide.objects.filter(number=number).first()
    if guide is None:
        raise OrderError.GUIDE_NOT_FOUND()
    return guide


def lock_with_order(guide_id: UUID) -> tuple[Guide, Order]:
    """For update, inside a unit of work; the order first, so that nobody waits in a ring.

    Raises orders.guide_not_found.
    """
    order_id = Guide.objects.filter(pk=guide_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise OrderError.GUIDE_NOT_FOUND()
    order = Order.objects.select_for_update().get(pk=order_id)
    guide = Guide.objects.select_for_update().get(pk=guide_id)
    guide.order = order
    return guide, order
