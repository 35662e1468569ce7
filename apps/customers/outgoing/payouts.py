"""Bank accounts and payouts as facts. No number leaves."""

from apps.customers.models import BankAccount, BankPayout
from quenty.contracts.customers import payout_events as events
from quenty.kernel.actors import Actor
from quenty.platform.events import publish


def bank_account_changed(row: BankAccount, *, actor: Actor) -> None:
    publish(
        events.BankAccountChangedV1(
            customer_id=row.merchant_id,
            bank=row.bank,
            kind=row.kind,
            last_digits=row.last_digits,
            payable_from=row.payable_from,
        ),
        aggregate=row.merchant_id,
        actor=actor,
        livemode=row.merchant.livemode,
    )


def payout_sent(row: BankPayout, *, actor: Actor) -> None:
    _tell(events.PayoutSentV1, row, actor)


def payout_failed(row: BankPayout, *, actor: Actor) -> None:
    _tell(events.PayoutFailedV1, row, actor, reason=row.reason)


def payout_returned(row: BankPayout, *, actor: Actor) -> None:
    _tell(events.PayoutReturnedV1, row, actor, reason=row.reason)


def _tell(kind: type[events.OfPayout], row: BankPayout, actor: Actor, **more: str) -> None:
    publish(
        kind(
            payout_id=row.id,
            customer_id=row.merchant_id,
            amount=row.amount,
            gmf=row.gmf,
            source=row.source,
            reference_id=row.reference_id,
            **more,
        ),
        aggregate=row.id,
        actor=actor,
        livemode=row.merchant.livemode,
    )
