"""Quotes of shipments that are no orders yet, and quotes read again."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.orders import selectors, services
from apps.orders.api import bodies, intake
from apps.orders.api.orders import MERCHANT, READ
from apps.orders.api.quote_answers import QuoteOut, QuoteRowOut
from apps.orders.api.routes import routes
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Quote


@routes.post(
    "quotes",
    body=bodies.QuoteBody,
    answer=QuoteOut,
    access=MERCHANT,
    operation="orders_quotes_create",
)
def quote_shipment(call: Call) -> "Quote":
    """Quote a shipment with every service, without placing an order."""
    return services.quote_shipment(
        customer_id=intake.merchant_of(call),
        shipment=intake.shipment(call.body),
        actor=call.actor,
        livemode=call.livemode,
        modes=tuple(call.body["modes"]),
    )


@routes.list(
    "quotes",
    item=QuoteRowOut,
    query=bodies.QuoteFilters,
    ordering=("created_at",),
    access=READ,
    operation="orders_quotes_list",
)
def list_quotes(call: Call) -> "QuerySet[Quote]":
    """The merchant's quotes, newest first, without their offers."""
    return selectors.quotes_of(call.principal, **call.query)


@routes.get("quotes/{quote_id}", answer=QuoteOut, access=READ, operation="orders_quotes_get")
def get_quote(call: Call, quote_id: UUID) -> "Quote":
    """One quote with every offer and every line, as it was given."""
    return selectors.quote_for(call.principal, quote_id)
