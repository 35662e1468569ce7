"""Whether a shop's order is to be shipped, and whether money is collected at the door."""

from apps.orders.domain.imports.cells import Cells
from apps.orders.domain.imports.problems import RowProblem
from quenty.kernel.dane import normalise
from quenty.kernel.errors import ErrorCode

_COD_WORDS = (
    "cash on delivery",
    "contra entrega",
    "contraentrega",
    "contrareembolso",
    "contra reembolso",
    "pago al recibir",
)
# Shopify's financial status, WooCommerce's order status.
_REFUNDED = frozenset({"refunded", "voided", "reembolsado"})
_CANCELLED = frozenset({"cancelled", "failed", "trash", "cancelado", "fallido"})
_SHIPPED = frozenset({"fulfilled", "completed", "completado"})
_UNPAID = frozenset(
    {
        "pending",
        "pending payment",
        "expired",
        "on hold",
        "checkout draft",
        "draft",
        "pendiente",
        "pendiente de pago",
        "en espera",
        "borrador",
    }
)


def cash_on_delivery(cells: Cells) -> bool:
    """By the payment method's name, or WooCommerce's `cod`."""
    for field in ("payment", "payment_title"):
        method = normalise(cells.raw(field))
        if method == "cod" or any(word in method for word in _COD_WORDS):
            return not _paid(cells)
    return False


def _paid(cells: Cells) -> bool:
    return normalise(cells.raw("financial")) == "paid"


def why_not_shipped(cells: Cells) -> tuple[str, ErrorCode] | None:
    """The field and the reason why the shop doesn't want this order shipped, None if it does."""
    status = normalise(cells.raw("status")).removeprefix("wc ")
    financial = normalise(cells.raw("financial"))
    if cells.raw("cancelled"):
        return "cancelled", RowProblem.CANCELLED
    if status in _CANCELLED:
        return "status", RowProblem.CANCELLED
    if financial in _REFUNDED:
        return "financial", RowProblem.REFUNDED
    if status in _REFUNDED:
        return "status", RowProblem.REFUNDED
    if normalise(cells.raw("fulfilment")) in _SHIPPED:
        return "fulfilment", RowProblem.FULFILLED
    if status in _SHIPPED:
        return "status", RowProblem.FULFILLED
    if cash_on_delivery(cells):
        return None
    if financial in _UNPAID:
        return "financial", RowProblem.UNPAID
    if status in _UNPAID:
        return "status", RowProblem.UNPAID
    return None
