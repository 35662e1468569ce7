"""What orders asks of customers and franchise while somebody waits, in its own words.

Each call carries a key that derives from the confirmation, so that it can be repeated.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import Hold, RevenueLine, TopUpState
from quenty.contracts.franchise.api import CoverageRow, FranchiseApi, RateSheet, Service
from quenty.kernel.money import Money
from quenty.platform.registry import registry

if TYPE_CHECKING:
    from apps.orders.models import Checkout, Confirmation

# Longer than the sweeper takes to finish or undo whatever a crash left.
HOLD_LASTS_S = 86_400


def hold_price(confirmation: "Confirmation") -> Hold:
    """Set the price aside. Raises customers.insufficient_funds, customers.not_active ..."""
    return registry.get(CustomersApi).place_hold(
        idempotency_key=f"orders.confirmation.{confirmation.id}.hold",
        customer_id=confirmation.order.customer_id,
        amount=confirmation.charge,
        purpose="guide",
        reference_id=confirmation.order_id,
        expires_in_seconds=HOLD_LASTS_S,
    )


def take_price(
    confirmation: "Confirmation", hold_id: UUID, lines: tuple[RevenueLine, ...], description: str
) -> Hold:
    """Turn the hold into revenue, line by line. Raises customers.hold_not_open."""
    return registry.get(CustomersApi).capture_hold(
        idempotency_key=f"orders.confirmation.{confirmation.id}.capture",
        hold_id=hold_id,
        lines=lines,
        description=description,
    )


def let_go(confirmation: "Confirmation", hold_id: UUID, reason: str) -> Hold:
    """Give the held money back. Raises customers.hold_not_open."""
    return registry.get(CustomersApi).release_hold(
        idempotency_key=f"orders.confirmation.{confirmation.id}.release",
        hold_id=hold_id,
        reason=reason,
    )


def give_back(confirmation: "Confirmation", hold_id: UUID, reason: str) -> None:
    """Return what was taken. Raises customers.refund_exceeds_capture."""
    registry.get(CustomersApi).refund(
        idempotency_key=f"orders.confirmation.{confirmation.id}.refund",
        hold_id=hold_id,
        amount=confirmation.charge,
        reason=reason,
    )


def missing_in_wallet(customer_id: UUID, price: Money) -> Money:
    """What the wallet lacks to pay a price, zero when it has enough."""
    available = registry.get(CustomersApi).wallet(customer_id=customer_id).available
    return price - available if available < price else Money.zero()


def ask_top_up(checkout: "Checkout", amount: Money) -> TopUpState:
    """Raises customers.not_active, customers.top_up_out_of_bounds ..."""
    return registry.get(CustomersApi).start_top_up(
        idempotency_key=f"orders.checkout.{checkout.id}",
        customer_id=checkout.customer_id,
        amount=amount,
        method=checkout.method,
    )


def top_up_state(top_up_id: UUID | None) -> TopUpState:
    assert top_up_id is not None  # noqa: S101
    return registry.get(CustomersApi).top_up(top_up_id=top_up_id)


def refund_top_up(checkout: "Checkout") -> TopUpState:
    """Back to where it came from. Raises customers.not_reversible ..."""
    assert checkout.top_up_id is not None  # noqa: S101
    return registry.get(CustomersApi).refund_top_up(
        idempotency_key=f"orders.checkout.{checkout.id}.refund",
        top_up_id=checkout.top_up_id,
        reason=checkout.failure or "orders.confirmation_failed",
    )


def published_sheet(sheet_id: UUID) -> RateSheet:
    return registry.get(FranchiseApi).rate_sheet(sheet_id=sheet_id)


def service_terms(service_id: UUID) -> Service:
    return registry.get(FranchiseApi).service(service_id=service_id)


def coverage(service_id: UUID) -> tuple[CoverageRow, ...]:
    return registry.get(FranchiseApi).coverage(service_id=service_id)
