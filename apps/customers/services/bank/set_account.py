"""Where a merchant is paid."""

from uuid import UUID

from apps.customers.domain.banks import COOLING, check_account
from apps.customers.models import BankAccount, Merchant
from apps.customers.outgoing import payouts as outgoing
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_id
from quenty.platform.audit import record
from quenty.platform.crypto import seal
from quenty.platform.db import unit_of_work


def set_account(
    *, customer_id: UUID, bank: str, kind: str, number: str, auto: bool, actor: Actor
) -> BankAccount:
    """It takes the place of the one there was, and is paid to once it has cooled. What is on
    its way still goes to the old one.

    Raises customers.bank.unknown, customers.bank.number_invalid.
    """
    plain = check_account(bank, kind, number)
    with unit_of_work("customers"):
        merchant = Merchant.objects.select_for_update().get(pk=customer_id)
        now, id_ = clock.now(), new_id()
        BankAccount.objects.filter(merchant=merchant, replaced_at=None).update(replaced_at=now)
        row = BankAccount.objects.create(
            id=id_,
            merchant=merchant,
            bank=bank,
            kind=kind,
            # Bound to its row: moved to another account it does not open.
            sealed=seal(plain.encode(), purpose=id_.bytes),
            last_digits=plain[-4:],
            auto=auto,
            payable_from=now + COOLING,
            actor=str(actor),
        )
        data = {"bank": bank, "kind": kind, "last_digits": row.last_digits, "auto": auto}
        record("customers", action="bank.account", subject=merchant.id, actor=actor, data=data)
        outgoing.bank_account_changed(row, actor=actor)
        return row


def set_auto(*, account: BankAccount, auto: bool, actor: Actor) -> BankAccount:
    """Whether COD payouts and settlements go on to the bank by themselves."""
    with unit_of_work("customers"):
        account.auto = auto
        account.save(update_fields=["auto", "updated_at"])
        data = {"auto": auto}
        record("customers", action="bank.auto", subject=account.merchant_id, actor=actor, data=data)
        return account
