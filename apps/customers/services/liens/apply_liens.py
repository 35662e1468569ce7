"""What a payout gives to its payee's liens. All of it inside the payout's own transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import liens
from apps.customers.domain.accounts import AccountKey, Purpose, platform
from apps.customers.models import LedgerPosting, Lien, LienTaking, Merchant
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money, total


@dataclass(frozen=True)
class Take:
    """A locked lien and what it takes of the payout at hand."""

    lien: Lien
    amount: Money

    @property
    def move(self) -> tuple[AccountKey, Money]:
        return platform(Purpose.LIENS, self.lien.kind), self.amount


def takes_of(merchant: Merchant, payout: Money) -> tuple[list[Take], Money]:
    """The takes by rank, and what is left to the payee. Locks the open liens, before any
    account is locked."""
    rows = {
        row.id: row
        for row in Lien.objects.select_for_update()
        .filter(merchant=merchant, status=liens.Status.OPEN.value)
        .order_by("rank", "id")
    }
    claims = [
        liens.Claim(id=row.id, share=row.share, floor=row.floor, left=row.amount - row.taken)
        for row in rows.values()
    ]
    takes = [Take(rows[id_], amount) for id_, amount in liens.taken(payout, claims)]
    return takes, payout - total(take.amount for take in takes)


def keep_takes(
    takes: Sequence[Take], posting: LedgerPosting, *, payout_id: UUID, actor: Actor
) -> None:
    """Record what was posted, end what is satisfied, and tell."""
    for take in takes:
        lien = take.lien
        lien.taken = lien.taken + take.amount
        if lien.taken == lien.amount:
            lien.status = liens.Status.SATISFIED.value
        lien.save()
        LienTaking.objects.create(lien=lien, posting=posting, amount=take.amount)
        outgoing.lien_applied(lien, posting, amount=take.amount, payout_id=payout_id, actor=actor)
