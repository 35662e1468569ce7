"""Post drafts that stand or fall together."""

from collections.abc import Sequence
from uuid import UUID

from apps.customers.domain.postings import Draft
from apps.customers.services.ledger.journal import write
from apps.customers.services.ledger.once import once
from quenty.kernel.actors import Actor


def post_linked(
    *, idempotency_key: str, drafts: Sequence[Draft], livemode: bool, actor: Actor
) -> list[UUID]:
    """The ids of the postings, in the order of `drafts`. The same key again: the same ids.

    Raises customers.insufficient_funds, customers.not_found, customers.mixed_livemode,
    customers.idempotency_conflict.
    """
    answer = once(
        key=idempotency_key,
        operation="post_linked",
        body={"drafts": [repr(draft) for draft in drafts], "livemode": livemode},
        perform=lambda: {
            "postings": [
                str(posting.id)
                for posting in write(drafts, key=idempotency_key, actor=actor, livemode=livemode)
            ]
        },
    )
    return [UUID(id_) for id_ in answer["postings"]]
