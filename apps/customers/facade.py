"""Customers as its neighbours call it."""

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from apps.customers.domain.topups import MINIMUM
from apps.customers.selectors.banks import bank_payout_dto
from apps.customers.selectors.liens import lien_by_id, lien_dto
from apps.customers.selectors.merchants import kyc_level, merchant_by_id
from apps.customers.selectors.topups import top_up_by_id
from apps.customers.selectors.wallets import wallet_of
from apps.customers.services.bank.request_payout import resend_payout
from apps.customers.services.ledger import (
    capture_hold,
    collect_debt,
    pay_out,
    pay_settlement,
    place_hold,
    post_cash_difference,
    post_guide_money,
    refund_hold,
    release_hold,
)
from apps.customers.services.liens.register_lien import register_lien
from apps.customers.services.liens.withdraw_lien import withdraw_lien
from apps.customers.services.topups.end_top_ups import reverse_top_up
from apps.customers.services.topups.start_top_up import start_top_up
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import (
    BankPayout,
    DebtCollected,
    GuideMove,
    Hold,
    Lien,
    Merchant,
    PaidOut,
    RevenueLine,
    TopUpState,
    Wallet,
)
from quenty.kernel.money import Money
from quenty.platform import ambient

if TYPE_CHECKING:
    from apps.customers.models import Merchant as MerchantRow
    from apps.customers.models import TopUp


class Customers(CustomersApi):
    def merchant(self, *, customer_id: UUID) -> Merchant:
        return _merchant(merchant_by_id(customer_id))

    def wallet(self, *, customer_id: UUID) -> Wallet:
        return wallet_of(merchant_by_id(customer_id).id)

    def place_hold(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        amount: Money,
        purpose: str,
        reference_id: UUID,
        expires_in_seconds: int = 86_400,
    ) -> Hold:
        return place_hold.place_hold(
            idempotency_key=idempotency_key,
            merchant=merchant_by_id(customer_id),
            amount=amount,
            purpose=purpose,
            reference_id=reference_id,
            expires_in_seconds=expires_in_seconds,
            actor=ambient.current().actor,
        )

    def capture_hold(
        self,
        *,
        idempotency_key: str,
        hold_id: UUID,
        lines: tuple[RevenueLine, ...],
        description: str,
    ) -> Hold:
        return capture_hold.capture_hold(
            idempotency_key=idempotency_key,
            hold_id=hold_id,
            lines=lines,
            description=description,
            actor=ambient.current().actor,
        )

    def release_hold(self, *, idempotency_key: str, hold_id: UUID, reason: str) -> Hold:
        return release_hold.release_hold(
            idempotency_key=idempotency_key,
            hold_id=hold_id,
            reason=reason,
            actor=ambient.current().actor,
        )

    def refund(self, *, idempotency_key: str, hold_id: UUID, amount: Money, reason: str) -> None:
        refund_hold.refund_hold(
            idempotency_key=idempotency_key,
            hold_id=hold_id,
            amount=amount,
            reason=reason,
            actor=ambient.current().actor,
        )

    def pay_settlement(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        net: Money,
        withheld: Money,
        deducted: Money,
        reference_id: UUID,
        description: str,
        lines: tuple[RevenueLine, ...] = (),
    ) -> UUID:
        return pay_settlement.pay_settlement(
            idempotency_key=idempotency_key,
            merchant=merchant_by_id(customer_id),
            net=net,
            withheld=withheld,
            deducted=deducted,
            lines=lines or (RevenueLine(kind="deduction", amount=deducted),),
            reference_id=reference_id,
            description=description,
            actor=ambient.current().actor,
        )

    def post_guide_money(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        kind: str,
        purpose: str,
        moves: tuple[GuideMove, ...],
        reference_id: UUID,
        description: str,
    ) -> UUID:
        return post_guide_money.post_guide_money(
            idempotency_key=idempotency_key,
            merchant=merchant_by_id(customer_id),
            kind=kind,
            purpose=purpose,
            moves=moves,
            reference_id=reference_id,
            description=description,
            actor=ambient.current().actor,
        )

    def post_cash_difference(
        self,
        *,
        idempotency_key: str,
        livemode: bool,
        holder_id: UUID,
        amount: Money,
        reference_id: UUID,
        description: str,
    ) -> UUID:
        return post_cash_difference.post_cash_difference(
            idempotency_key=idempotency_key,
            livemode=livemode,
            holder_id=holder_id,
            amount=amount,
            reference_id=reference_id,
            description=description,
            actor=ambient.current().actor,
        )

    def pay_out(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        amount: Money,
        reference_id: UUID,
        description: str,
    ) -> PaidOut:
        return pay_out.pay_out(
            idempotency_key=idempotency_key,
            merchant=merchant_by_id(customer_id),
            amount=amount,
            reference_id=reference_id,
            description=description,
            actor=ambient.current().actor,
        )

    def collect_debt(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        most: Money,
        reference_id: UUID,
        description: str,
    ) -> DebtCollected:
        return collect_debt.collect_debt(
            idempotency_key=idempotency_key,
            merchant=merchant_by_id(customer_id),
            most=most,
            reference_id=reference_id,
            description=description,
            actor=ambient.current().actor,
        )

    def register_lien(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        kind: str,
        reference_id: UUID,
        share: Decimal,
        floor: Money,
        rank: int,
        amount: Money,
        description: str,
    ) -> Lien:
        return register_lien(
            idempotency_key=idempotency_key,
            merchant=merchant_by_id(customer_id),
            kind=kind,
            reference_id=reference_id,
            share=share,
            floor=floor,
            rank=rank,
            amount=amount,
            description=description,
            actor=ambient.current().actor,
        )

    def withdraw_lien(self, *, idempotency_key: str, lien_id: UUID, reason: str) -> Lien:
        return withdraw_lien(
            idempotency_key=idempotency_key,
            lien_id=lien_id,
            reason=reason,
            actor=ambient.current().actor,
        )

    def lien(self, *, lien_id: UUID) -> Lien:
        return lien_dto(lien_by_id(lien_id))

    def start_top_up(
        self, *, idempotency_key: str, customer_id: UUID, amount: Money, method: str
    ) -> TopUpState:
        return _top_up(
            start_top_up(
                merchant=merchant_by_id(customer_id),
                amount=max(amount, MINIMUM),
                method=method,
                top_up_id=uuid5(NAMESPACE_URL, f"top-up:{customer_id}:{idempotency_key}"),
            )
        )

    def top_up(self, *, top_up_id: UUID) -> TopUpState:
        return _top_up(top_up_by_id(top_up_id))

    def refund_top_up(self, *, idempotency_key: str, top_up_id: UUID, reason: str) -> TopUpState:
        found = top_up_by_id(top_up_id)
        if found.status != "reversed":
            found = reverse_top_up(
                top_up_id=top_up_id, reason=reason, actor=ambient.current().actor
            )
        return _top_up(found)

    def resend_payout(
        self, *, idempotency_key: str, customer_id: UUID, reference_id: UUID
    ) -> BankPayout | None:
        made = resend_payout(
            idempotency_key=idempotency_key,
            merchant=merchant_by_id(customer_id),
            reference_id=reference_id,
            actor=ambient.current().actor,
        )
        return bank_payout_dto(made) if made else None

    def sandbox_twin(self, *, customer_id: UUID) -> UUID:
        row = merchant_by_id(customer_id)
        return row.twin_id or row.id


def _top_up(row: "TopUp") -> TopUpState:
    return TopUpState(
        top_up_id=row.id,
        customer_id=row.merchant_id,
        amount=row.amount,
        status=row.status,
        checkout_url=row.checkout_url,
    )


def _merchant(row: "MerchantRow") -> Merchant:
    return Merchant(
        customer_id=row.id,
        display_name=row.display_name,
        document_type=row.document_type,
        document_number=row.document_number,
        status=row.status,
        kyc_level=kyc_level(row.id),
        size=row.size,
        email=row.email,
        phone=row.phone,
        livemode=row.livemode,
        legal_name=row.legal_name,
    )


FACADES = {CustomersApi: Customers}
