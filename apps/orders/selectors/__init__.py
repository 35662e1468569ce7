"""Reads of orders."""

from apps.orders.selectors.guides import guide_by_number, guide_for, guides_of
from apps.orders.selectors.merchants import origin_or_404
from apps.orders.selectors.orders import (
    history_of,
    order_for,
    order_with_parts,
    orders_of,
    seen_order_id,
)
from apps.orders.selectors.quotes import quote_for, quotes_of

__all__ = [
    "guide_by_number",
    "guide_for",
    "guides_of",
    "history_of",
    "order_for",
    "order_with_parts",
    "orders_of",
    "origin_or_404",
    "quote_for",
    "quotes_of",
    "seen_order_id",
]
