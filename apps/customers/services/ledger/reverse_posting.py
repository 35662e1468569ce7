"""Take a posting back by its mirror image, which names it."""

from django.db import IntegrityError

from apps.customers.domain import postings
from apps.customers.domain.accounts import AccountKey, Purpose
from apps.customers.models import LedgerPosting
from apps.customers.services.ledger.journal import write
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work


def reverse_posting(
    *, idempotency_key: str, posting: LedgerPosting, reason: str, actor: Actor
) -> LedgerPosting:
    """The reversal, inside the caller's unit of work. A wallet that no longer has the money
    refuses it.

    Raises customers.not_reversible, customers.already_reversed,
    customers.insufficient_funds.
    """
    if posting.kind not in postings.REVERSIBLE:
        raise CustomerError.NOT_REVERSIBLE(kind=posting.kind)
    if LedgerPosting.objects.filter(reverses=posting).exists():
        raise CustomerError.ALREADY_REVERSED()
    draft = postings.draft(
        postings.Kind.REVERSAL,
        [
            (
                AccountKey(
                    entry.account.owner_id, Purpose(entry.account.purpose), entry.account.detail
                ),
                -entry.money,
            )
            for entry in posting.entries.select_related("account")
        ],
        description=reason,
        purpose=posting.purpose,
        reference_id=posting.reference_id,
        reverses=posting.id,
    )
    try:
        with unit_of_work("customers"):
            return write([draft], key=idempotency_key, actor=actor, livemode=posting.livemode)[0]
    except IntegrityError as error:
        # Two at once: the index on `reverses` lets one through.
        raise CustomerError.ALREADY_REVERSED() from error
