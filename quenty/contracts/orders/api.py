"""What orders does for its neighbours."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quenty.contracts.declare import contract, reads
from quenty.contracts.orders.shapes import GoodsLine
from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSummary:
    """A guide as its neighbours need it. `status` is one of the guide's states."""

    guide_id: UUID
    number: str
    order_id: UUID
    customer_id: UUID
    operator_id: UUID
    service_id: UUID
    status: str
    pieces: int
    origin: str
    destination: str
    issued_at: datetime
    livemode: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSummary:
    """An order with its lines. `guide_number`: of the guide that is not voided, "" for none."""

    order_id: UUID
    customer_id: UUID
    reference: str
    status: str
    origin: str
    destination: str
    declared_value: Money
    cod_amount: Money
    goods: tuple[GoodsLine, ...]
    guide_number: str
    livemode: bool


@contract("orders")
class OrdersApi(ABC):
    @abstractmethod
    @reads
    def guide(self, *, number: str) -> GuideSummary:
        """Raises orders.guide_not_found."""

    @abstractmethod
    @reads
    def order(self, *, order_id: UUID) -> OrderSummary:
        """Raises orders.not_found."""
