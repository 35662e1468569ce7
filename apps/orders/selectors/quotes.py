"""Quotes as a principal may see them."""

from uuid import UUID

from django.db.models import QuerySet

from apps.orders.models import Quote
from apps.orders.selectors.orders import scoped
from quenty.contracts.orders.errors import OrderError
from quenty.platform.auth import Principal


def quotes_of(
    principal: Principal, *, order_id: UUID | None = None, customer_id: UUID | None = None
) -> "QuerySet[Quote]":
    """Without what was offered, which is large."""
    rows = scoped(Quote.objects.defer("offered"), principal)
    exact = {"order_id": order_id, "customer_id": customer_id}
    return rows.filter(**{name: value for name, value in exact.items() if value})


def quote_for(principal: Principal, quote_id: UUID) -> Quote:
    """With its offers and their lines. Raises orders.quote_not_found."""
    quote = quotes_of(principal).defer(None).filter(pk=quote_id).first()
    if quote is None:
        raise OrderError.QUOTE_NOT_FOUND()
    return quote
