"""Rows to contract events."""

from apps.orders.outgoing.guides import (
    guide_generated,
    guide_moved,
    guide_voided,
    pieces_dropped,
)
from apps.orders.outgoing.incidents import (
    guide_corrected,
    guide_mended,
    incident_answered,
    incident_reported,
    incident_resolved,
)
from apps.orders.outgoing.operators import credentials_expire, operator_health_changed
from apps.orders.outgoing.orders import (
    confirmation_failed,
    order_cancelled,
    order_confirmed,
    order_created,
    quote_issued,
)

__all__ = [
    "confirmation_failed",
    "credentials_expire",
    "guide_corrected",
    "guide_generated",
    "guide_mended",
    "guide_moved",
    "guide_voided",
    "incident_answered",
    "incident_reported",
    "incident_resolved",
    "operator_health_changed",
    "order_cancelled",
    "order_confirmed",
    "order_created",
    "pieces_dropped",
    "quote_issued",
]
