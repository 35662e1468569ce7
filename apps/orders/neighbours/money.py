"""What orders asks of customers' ledger about a guide's money. Each call may be repeated."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import DebtCollected, GuideMove, PaidOut
from quenty.kernel.money import Money
from quenty.platform.registry import registry

if TYPE_CHECKING:
    from apps.orders.models import GuideMoney, Payout, Remittance


def post_money(row: "GuideMoney", moves: tuple[GuideMove, ...]) -> UUID:
    """The posting's id."""
    return registry.get(CustomersApi).post_guide_money(
        idempotency_key=f"orders.money.{row.id}",
        customer_id=row.customer_id,
        kind=row.kind,
        purpose=row.purpose,
        moves=moves,
        reference_id=row.guide_id,
        description=row.description,
    )


def post_difference(close: "Remittance") -> UUID:
    """The posting's id."""
    return registry.get(CustomersApi).post_cash_difference(
        idempotency_key=f"orders.close.{close.id}",
        livemode=close.livemode,
        holder_id=close.who or close.id,
        amount=close.difference,
        reference_id=close.id,
        description=f"Diferencia de caja {close.day:%Y-%m-%d}",
    )


def pay_out(payout: "Payout") -> PaidOut:
    """Each try under a key of its own, since a refusal stays one. Raises
    customers.payout_exceeds_cod."""
    again = f".{payout.tries}" if payout.tries > 1 else ""
    return registry.get(CustomersApi).pay_out(
        idempotency_key=f"orders.payout.{payout.id}{again}",
        customer_id=payout.customer_id,
        amount=payout.gross,
        reference_id=payout.id,
        description=f"Pago de recaudos {payout.day:%Y-%m-%d}",
    )


def collect_debt(row: "GuideMoney", *, most: Money) -> DebtCollected:
    """Raises customers.nothing_owed. The key is the debt's: asked of a new row for the same
    debt, the ledger answers what it took."""
    return registry.get(CustomersApi).collect_debt(
        idempotency_key=f"orders.{row.key}",
        customer_id=row.customer_id,
        most=most,
        reference_id=uuid5(row.guide_id, row.key),
        description=row.description,
    )
