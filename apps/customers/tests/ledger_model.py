"""The ledger as plain numbers: what the real one must agree with after every step."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


class Refused(Exception):
    """The model says no, by this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = f"customers.{code}"


@dataclass
class ModelHold:
    owner: int
    amount: int
    expires: int
    status: str = "open"
    captured: int = 0
    refunded: int = 0


@dataclass
class Model:
    """Pesos by owner (0, 1, 2), holds by id, top-ups by posting, and time in seconds."""

    available: list[int] = field(default_factory=lambda: [0, 0, 0])
    limit: list[int] = field(default_factory=lambda: [0, 0, 0])
    holds: dict[UUID, ModelHold] = field(default_factory=dict)
    top_ups: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    reversed: set[UUID] = field(default_factory=set)
    earned: int = 0
    bank: int = 0
    now: int = 0

    def held(self, owner: int) -> int:
        return sum(h.amount for h in self.holds.values() if h.owner == owner and h.status == "open")

    def spend(self, owner: int, amount: int) -> None:
        if self.available[owner] - amount < -self.limit[owner]:
            raise Refused("insufficient_funds")
        self.available[owner] -= amount

    def top_up(self, owner: int, amount: int) -> None:
        self.available[owner] += amount
        self.bank -= amount

    def reverse(self, posting: UUID) -> None:
        owner, amount = self.top_ups[posting]
        if posting in self.reversed:
            raise Refused("already_reversed")
        self.spend(owner, amount)
        self.reversed.add(posting)
        self.bank += amount

    def place(self, owner: int, amount: int, seconds: int) -> ModelHold:
        self.spend(owner, amount)
        return ModelHold(owner, amount, self.now + seconds)

    def _open(self, hold_id: UUID) -> ModelHold:
        hold = self.holds[hold_id]
        if hold.status != "open":
            raise Refused("hold_not_open")
        return hold

    def capture(self, hold_id: UUID, amount: int) -> None:
        hold = self._open(hold_id)
        if self.now >= hold.expires:
            raise Refused("hold_not_open")
        if amount > hold.amount:
            raise Refused("capture_exceeds_hold")
        hold.status, hold.captured = "captured", amount
        self.available[hold.owner] += hold.amount - amount
        self.earned += amount

    def release(self, hold_id: UUID) -> None:
        hold = self._open(hold_id)
        hold.status = "released"
        self.available[hold.owner] += hold.amount

    def refund(self, hold_id: UUID, amount: int) -> None:
        hold = self.holds[hold_id]
        if amount > hold.captured - hold.refunded:
            raise Refused("refund_exceeds_capture")
        hold.refunded += amount
        self.available[hold.owner] += amount
        self.earned -= amount

    def expire(self) -> int:
        due = [h for h in self.holds.values() if h.status == "open" and self.now >= h.expires]
        for hold in due:
            hold.status = "expired"
            self.available[hold.owner] += hold.amount
        return len(due)

    def move(self, moves: list[tuple[int, int, int]]) -> None:
        """Linked: from, to, amount. All or none, and only the end must hold."""
        after = list(self.available)
        for source, target, amount in moves:
            after[source] -= amount
            after[target] += amount
        if any(
            a < -limit and a < was
            for a, was, limit in zip(after, self.available, self.limit, strict=True)
        ):
            raise Refused("insufficient_funds")
        self.available = after

    def set_limit(self, owner: int, limit: int) -> None:
        if self.available[owner] < -limit:
            raise Refused("limit_below_debt")
        self.limit[owner] = limit


@dataclass
class Asked:
    """A request as it was made, to be made again."""

    name: str
    arguments: dict[str, Any]
    outcome: Any
