"""States of orders, guides and pieces, and the tables of what moves them."""

from enum import StrEnum


class OrderStatus(StrEnum):
    PENDING = "pending"
    QUOTED = "quoted"
    CONFIRMED = "confirmed"
    WITH_GUIDE = "with_guide"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class OrderEvent(StrEnum):
    """`FAIL`: a confirmation came to nothing. `VOID`: its guide was voided. `REOPEN`: the
    guide's end was corrected."""

    QUOTE = "quote"
    EXPIRE = "expire"
    CONFIRM = "confirm"
    ISSUE = "issue"
    FAIL = "fail"
    VOID = "void"
    CANCEL = "cancel"
    CLOSE = "close"
    REOPEN = "reopen"


ORDER_TRANSITIONS: dict[tuple[OrderStatus, OrderEvent], OrderStatus] = {
    (OrderStatus.PENDING, OrderEvent.QUOTE): OrderStatus.QUOTED,
    (OrderStatus.QUOTED, OrderEvent.QUOTE): OrderStatus.QUOTED,
    (OrderStatus.QUOTED, OrderEvent.EXPIRE): OrderStatus.PENDING,
    (OrderStatus.QUOTED, OrderEvent.CONFIRM): OrderStatus.CONFIRMED,
    (OrderStatus.CONFIRMED, OrderEvent.ISSUE): OrderStatus.WITH_GUIDE,
    (OrderStatus.CONFIRMED, OrderEvent.FAIL): OrderStatus.QUOTED,
    (OrderStatus.WITH_GUIDE, OrderEvent.VOID): OrderStatus.PENDING,
    (OrderStatus.WITH_GUIDE, OrderEvent.CLOSE): OrderStatus.CLOSED,
    (OrderStatus.CLOSED, OrderEvent.REOPEN): OrderStatus.WITH_GUIDE,
    (OrderStatus.PENDING, OrderEvent.CANCEL): OrderStatus.CANCELLED,
    (OrderStatus.QUOTED, OrderEvent.CANCEL): OrderStatus.CANCELLED,
    (OrderStatus.CONFIRMED, OrderEvent.CANCEL): OrderStatus.CANCELLED,
    (OrderStatus.WITH_GUIDE, OrderEvent.CANCEL): OrderStatus.CANCELLED,
}


class GuideStatus(StrEnum):
    """Of a guide and of each of its pieces."""

    GENERATED = "generated"
    RECEIVED_AT_POINT = "received_at_point"
    PICKED_UP = "picked_up"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    AT_OFFICE = "at_office"
    DELIVERY_FAILED = "delivery_failed"
    ON_HOLD = "on_hold"
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"
    DAMAGED = "damaged"
    VOIDED = "voided"


class ConfirmationStatus(StrEnum):
    """Where a confirmation stands.

    started -> held -> issued -> charged, and from charged refund_due -> refunded.
    undo_due -> undone gives back a hold that will not be used; failed: it was refused
    and nothing is held.
    """

    STARTED = "started"
    HELD = "held"
    ISSUED = "issued"
    CHARGED = "charged"
    UNDO_DUE = "undo_due"
    UNDONE = "undone"
    FAILED = "failed"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"


OPEN_CONFIRMATIONS = frozenset(
    {ConfirmationStatus.STARTED, ConfirmationStatus.HELD, ConfirmationStatus.ISSUED}
)
UNSETTLED_CONFIRMATIONS = OPEN_CONFIRMATIONS | {
    ConfirmationStatus.UNDO_DUE,
    ConfirmationStatus.REFUND_DUE,
}


class Payer(StrEnum):
    """Who pays the freight: the merchant from its wallet, or the recipient at the door."""

    SENDER = "sender"
    RECIPIENT = "recipient"
