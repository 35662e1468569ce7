"""Orders: place, read, amend, cancel, quote, confirm."""

from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from apps.orders import selectors, services
from apps.orders.api import bodies, intake
from apps.orders.api.answers import HistoryOut, OrderOut
from apps.orders.api.guide_answers import GuideOut
from apps.orders.api.quote_answers import QuoteOut
from apps.orders.api.routes import routes
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Guide, Order, Quote

MERCHANT = allow(Role.MERCHANT, scope="orders:write")
READ = allow(Role.MERCHANT, Role.SUPPORT, Role.ANALYST, Role.ADMIN, scope="orders:read")
WRITE = allow(Role.MERCHANT, Role.SUPPORT, Role.ADMIN, scope="orders:write")


@routes.post(
    "orders",
    body=bodies.NewOrderBody,
    answer=OrderOut,
    access=MERCHANT,
    etag="version",
    operation="orders_create",
)
def place_order(call: Call) -> "Order":
    """Place an order: what to ship, from where, to whom."""
    order = services.place_order(
        customer_id=intake.merchant_of(call),
        data=intake.new_order(call.body),
        actor=call.actor,
        livemode=call.livemode,
    )
    return selectors.order_with_parts(order.id)


@routes.list(
    "orders",
    item=OrderOut,
    query=bodies.OrderFilters,
    ordering=("created_at",),
    access=READ,
    operation="orders_list",
)
def list_orders(call: Call) -> "QuerySet[Order]":
    """The merchant's orders, newest first; all of them for staff."""
    return selectors.orders_of(call.principal, **call.query)


@routes.get(
    "orders/{order_id}", answer=OrderOut, access=READ, etag="version", operation="orders_get"
)
def get_order(call: Call, order_id: UUID) -> "Order":
    """One order with its lines and pieces."""
    return selectors.order_for(call.principal, order_id)


@routes.patch(
    "orders/{order_id}",
    body=bodies.AmendOrderBody,
    answer=OrderOut,
    access=WRITE,
    etag="version",
    operation="orders_amend",
)
def amend_order(call: Call, order_id: UUID) -> "Order":
    """Change an order that has no guide yet; a quoted one has to be quoted again."""
    seen = selectors.order_for(call.principal, order_id)
    services.amend_order(
        order_id=seen.id,
        expected=call.if_match,
        data=intake.amendment(call.body),
        actor=call.actor,
    )
    return selectors.order_with_parts(order_id)


@routes.post(
    "orders/{order_id}/cancel",
    body=bodies.CancelBody,
    answer=OrderOut,
    status=200,
    access=WRITE,
    operation="orders_cancel",
)
def cancel_order(call: Call, order_id: UUID) -> "Order":
    """Cancel an order before its parcels are collected; its guide is voided, its money returned."""
    seen = selectors.order_for(call.principal, order_id)
    services.cancel_order(order_id=seen.id, reason=call.body["reason"], actor=call.actor)
    return selectors.order_with_parts(order_id)


@routes.post(
    "orders/{order_id}/quotes",
    body=bodies.WishesBody,
    answer=QuoteOut,
    access=WRITE,
    operation="orders_quote",
)
def quote_order(call: Call, order_id: UUID) -> "Quote":
    """Quote an order with every service; it holds to its prices for half an hour."""
    seen = selectors.order_for(call.principal, order_id)
    return services.quote_order(order_id=seen.id, actor=call.actor, modes=tuple(call.body["modes"]))


@routes.post(
    "orders/{order_id}/quotes/live",
    body=bodies.WishesBody,
    answer=QuoteOut,
    access=WRITE,
    idempotency="saga",
    operation="orders_quote_live",
)
def quote_order_live(call: Call, order_id: UUID) -> "Quote":
    """Quote an order asking those operators that quote by themselves, within four seconds; one
    that does not answer is left out, and says so."""
    return services.quote_order_live(
        order_id=selectors.seen_order_id(call.principal, order_id),
        actor=call.actor,
        modes=tuple(call.body["modes"]),
    )


@routes.post(
    "orders/{order_id}/confirm",
    body=bodies.ConfirmBody,
    answer=GuideOut,
    access=WRITE,
    idempotency="saga",
    operation="orders_confirm",
)
def confirm_order(call: Call, order_id: UUID) -> "Guide":
    """Confirm an order with an offer: its price is charged and its guide issued, once."""
    return services.confirm_order(
        order_id=selectors.seen_order_id(call.principal, order_id),
        offer_id=call.body["offer_id"],
        idempotency_key=saga_key(call),
        actor=call.actor,
        allows_other=call.body["allow_other_operator"],
    )


def saga_key(call: Call) -> str:
    """The caller's key as its own: the same text from somebody else is another key."""
    if not call.idempotency_key:
        return ""
    return sha256(f"{call.principal}:{call.idempotency_key}".encode()).hexdigest()


@routes.get("orders/{order_id}/history", answer=HistoryOut, access=READ, operation="orders_history")
def order_history(call: Call, order_id: UUID) -> dict[str, Any]:
    """Every move of the order, oldest first."""
    order = selectors.order_for(call.principal, order_id)
    return {"results": selectors.history_of(order.id)}
