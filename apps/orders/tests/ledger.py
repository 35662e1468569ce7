"""The money of customers, in memory, for tests of orders: holds, captures, refunds.

Keys answer the same again, as the contract says; `fail_next` makes a call fail before or
after it has had its effect, as a network does.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from quenty.contracts.customers.errors import CustomerError
from quenty.contracts.customers.shapes import (
    DebtCollected,
    GuideMove,
    Hold,
    LienTaken,
    PaidOut,
    RevenueLine,
)
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money, total


class Lost(Exception):
    """The call or its answer was lost on the way."""


@dataclass
class Ledger:
    balance: Money = field(default_factory=lambda: Money(1_000_000, COP))
    holds: dict[UUID, Hold] = field(default_factory=dict)
    lines: dict[UUID, tuple[RevenueLine, ...]] = field(default_factory=dict)
    refunds: list[Money] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    accounts: dict[tuple[str, str], Money] = field(default_factory=dict)
    lien: Money = field(default_factory=Money.zero)
    _answers: dict[str, Any] = field(default_factory=dict)
    _refusals: dict[str, DomainError] = field(default_factory=dict)
    _lock: Any = field(default_factory=threading.Lock)

    def fail_next(self, method: str, when: str) -> None:
        """`when`: before or after the effect."""
        self.failures[method] = when

    @property
    def captured(self) -> Money:
        taken = total(h.captured for h in self.holds.values())
        return taken - total(self.refunds)

    @property
    def held(self) -> Money:
        return total(h.amount for h in self.holds.values() if h.status == "open")

    def _once(self, method: str, key: str, effect: Callable[[], Any]) -> Any:
        with self._lock:
            self.calls.append(method)
            failure = self.failures.pop(method, "")
            if failure == "before":
                raise Lost(method)
            if key in self._refusals:
                raise self._refusals[key]
            if key not in self._answers:
                try:
                    self._answers[key] = effect()
                except DomainError as refusal:
                    if refusal.code == CustomerError.PAYOUT_EXCEEDS_COD.code:
                        self._refusals[key] = refusal
                    raise
            if failure == "after":
                raise Lost(method)
            return self._answers[key]

    def place_hold(
        self, *, idempotency_key: str, customer_id: UUID, amount: Money, **rest: Any
    ) -> Hold:
        def effect() -> Hold:
            available = self.balance - self.held - self.captured
            if available < amount:
                raise CustomerError.INSUFFICIENT_FUNDS(available=available, wanted=amount)
            hold = Hold(
                hold_id=new_id(),
                customer_id=customer_id,
                amount=amount,
                captured=Money.zero(),
                status="open",
                expires_at=clock.now() + timedelta(seconds=rest["expires_in_seconds"]),
            )
            self.holds[hold.hold_id] = hold
            return hold

        return self._once("place_hold", idempotency_key, effect)

    def capture_hold(
        self,
        *,
        idempotency_key: str,
        hold_id: UUID,
        lines: tuple[RevenueLine, ...],
        description: str,
    ) -> Hold:
        def effect() -> Hold:
            hold = self._open(hold_id)
            taken = total(line.amount for line in lines)
            if taken > hold.amount:
                raise CustomerError.CAPTURE_EXCEEDS_HOLD(wanted=taken, held=hold.amount)
            self.lines[hold_id] = lines
            self.holds[hold_id] = replace(hold, captured=taken, status="captured")
            return self.holds[hold_id]

        return self._once("capture_hold", idempotency_key, effect)

    def release_hold(self, *, idempotency_key: str, hold_id: UUID, reason: str) -> Hold:
        def effect() -> Hold:
            self.holds[hold_id] = replace(self._open(hold_id), status="released")
            return self.holds[hold_id]

        return self._once("release_hold", idempotency_key, effect)

    def refund(self, *, idempotency_key: str, hold_id: UUID, amount: Money, reason: str) -> None:
        def effect() -> None:
            if amount > self.holds[hold_id].captured:
                raise CustomerError.REFUND_EXCEEDS_CAPTURE(
                    wanted=amount, captured=self.holds[hold_id].captured
                )
            self.refunds.append(amount)

        self._once("refund", idempotency_key, effect)

    def expire(self, hold_id: UUID) -> None:
        self.holds[hold_id] = replace(self.holds[hold_id], status="expired")

    def _open(self, hold_id: UUID) -> Hold:
        hold = self.holds[hold_id]
        if hold.status != "open":
            raise CustomerError.HOLD_NOT_OPEN(status=hold.status)
        return hold

    def post_guide_money(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        moves: tuple[GuideMove, ...],
        **rest: Any,
    ) -> UUID:
        """`accounts` by (account, detail); the merchant's by its id."""

        def effect() -> UUID:
            assert not total(move.amount for move in moves), "a posting sums to zero"
            for move in moves:
                own = move.account in ("merchant", "expected")
                self._move(move.account, str(customer_id) if own else move.detail, move.amount)
            return new_id()

        return self._once("post_guide_money", idempotency_key, effect)

    def post_cash_difference(
        self, *, idempotency_key: str, holder_id: UUID, amount: Money, **rest: Any
    ) -> UUID:
        def effect() -> UUID:
            self._move("bank", "cod", -amount)
            self._move("collector", str(holder_id), amount)
            return new_id()

        return self._once("post_cash_difference", idempotency_key, effect)

    def pay_out(
        self, *, idempotency_key: str, customer_id: UUID, amount: Money, **rest: Any
    ) -> PaidOut:
        """`lien`: what one lien takes of the next payout."""

        def effect() -> PaidOut:
            owed = self.account("merchant", str(customer_id))
            if amount > owed:
                raise CustomerError.PAYOUT_EXCEEDS_COD(wanted=amount, owed=owed)
            taken, self.lien = self.lien, Money.zero()
            self._move("merchant", str(customer_id), -amount)
            self._move("wallet", str(customer_id), amount - taken)
            liens: tuple[LienTaken, ...] = ()
            if taken:
                self._move("liens", "loan", taken)
                liens = (
                    LienTaken(lien_id=new_id(), kind="loan", reference_id=new_id(), amount=taken),
                )
            return PaidOut(posting_id=new_id(), gross=amount, paid=amount - taken, liens=liens)

        return self._once("pay_out", idempotency_key, effect)

    def collect_debt(
        self, *, idempotency_key: str, customer_id: UUID, most: Money, **rest: Any
    ) -> DebtCollected:
        """All of it from the wallet, or else by a lien, as customers does."""

        def effect() -> DebtCollected:
            owner, none = str(customer_id), Money.zero()
            amount = min(most, -self.account("merchant", owner))
            if amount <= none:
                raise CustomerError.NOTHING_OWED()
            there = self.balance - self.held - self.captured + self.account("wallet", owner)
            paid = amount <= there
            self._move("merchant", owner, amount)
            self._move(*(("wallet", owner) if paid else ("liens", "guide_debt")), -amount)
            return DebtCollected(
                posting_id=new_id(),
                from_wallet=amount if paid else none,
                claimed=none if paid else amount,
            )

        return self._once("collect_debt", idempotency_key, effect)

    def forget_debts(self, owner: str) -> None:
        """As if no debt of an owner had ever been collected."""
        self._move("merchant", owner, self.account("wallet", owner))
        self._move("wallet", owner, -self.account("wallet", owner))
        self._answers = {k: v for k, v in self._answers.items() if not k.startswith("orders.debt")}

    def account(self, name: str, detail: str = "") -> Money:
        return self.accounts.get((name, detail), Money.zero())

    def _move(self, name: str, detail: str, amount: Money) -> None:
        self.accounts[name, detail] = self.account(name, detail) + amount
