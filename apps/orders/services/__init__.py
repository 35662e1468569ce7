"""Use cases of orders, one a module."""

from apps.orders.services.amend_order import Amendment, amend_order
from apps.orders.services.cancel_order import cancel_order
from apps.orders.services.confirm.settle import settle_confirmation
from apps.orders.services.confirm.sweep import sweep_confirmations, take_up
from apps.orders.services.confirm_order import confirm_order
from apps.orders.services.copies.rates import copy_coverage, copy_service, copy_sheet
from apps.orders.services.discounts import end_discount, grant_discount
from apps.orders.services.drop_pieces import drop_pieces
from apps.orders.services.expire_quotes import expire_quotes
from apps.orders.services.place_order import place_order
from apps.orders.services.quote_live import quote_order_live
from apps.orders.services.quote_order import quote_order
from apps.orders.services.quote_shipment import quote_shipment
from apps.orders.services.record_tracking import record_tracking
from apps.orders.services.set_origin import set_origin
from apps.orders.services.void_guide import void_guide
from apps.orders.services.void_uncollected import void_uncollected

__all__ = [
    "Amendment",
    "amend_order",
    "cancel_order",
    "confirm_order",
    "copy_coverage",
    "copy_service",
    "copy_sheet",
    "drop_pieces",
    "end_discount",
    "expire_quotes",
    "grant_discount",
    "place_order",
    "quote_order",
    "quote_order_live",
    "quote_shipment",
    "record_tracking",
    "set_origin",
    "settle_confirmation",
    "sweep_confirmations",
    "take_up",
    "void_guide",
    "void_uncollected",
]
