"""What a merchant owes us itself is paid by its wallet, once that has money."""

from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import Purpose
from apps.customers.domain.liens import Status
from apps.customers.models import Lien, LienTaking
from apps.customers.services.invoices.debt import spendable
from apps.customers.services.ledger.journal import write
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor
from quenty.kernel.ids import new_id
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work

PURPOSE = "lien"


def collect_claims(*, customer_id: UUID | None = None) -> int:
    """Of those that are due, the oldest first; how many got something."""
    due = Lien.objects.filter(status=Status.OPEN.value, due_on__lte=clock.today())
    if customer_id:
        due = due.filter(merchant_id=customer_id)
    ids = list(due.order_by("due_on", "id").values_list("id", flat=True))
    return sum(bool(_collect(id_, SYSTEM)) for id_ in ids)


def _collect(lien_id: UUID, actor: Actor) -> Money:
    """By the money that is there, never by credit."""
    with unit_of_work("customers"):
        lien = (
            Lien.objects.select_for_update(of=("self",)).select_related("merchant").get(pk=lien_id)
        )
        if lien.status != Status.OPEN:
            return Money.zero()
        amount = min(lien.amount - lien.taken, spendable(lien.merchant))
        if amount:
            _pay(lien, amount, actor)
    return amount


def _pay(lien: Lien, amount: Money, actor: Actor) -> None:
    draft = postings.draft(
        postings.Kind.PAYMENT,
        [
            (accounts.available(lien.merchant_id), -amount),
            (accounts.platform(Purpose.LIENS, lien.kind), amount),
        ],
        description=lien.description,
        purpose=PURPOSE,
        reference_id=lien.reference_id,
    )
    key = f"lien-payment:{new_id()}"
    posting = write([draft], key=key, actor=actor, livemode=lien.merchant.livemode)[0]
    lien.taken = lien.taken + amount
    if lien.taken == lien.amount:
        lien.status = Status.SATISFIED.value
    lien.save()
    LienTaking.objects.create(lien=lien, posting=posting, amount=amount)
    outgoing.wallet_debited(lien.merchant, posting, amount=amount, actor=actor)
