"""Reads of orders."""

from apps.orders.selectors.guides import guide_by_number, guide_for, guides_of
from apps.orders.selectors.orders import order_for, order_with_parts, orders_of
from apps.orders.selectors.quotes import quote_for, quotes_of

__all__ = [
    "guide_by_number",
    "guide_for",
    "guides_of",
    "order_for",
    "order_with_parts",
    "orders_of",
    "quote_for",
    "quotes_of",
]
