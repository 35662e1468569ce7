"""Put postings into blocks of a hash chain, in the background.

Which ones: those that are in no block yet, and never a range of numbers or of time alone, since
ids are made before the commit and a posting that commits late lies behind others that are in a
block already. It is taken by the next one.

What may be said of the past is apart from that. Each block closes the time up to
`closed_until`: a posting dated before it and in no block was written later than it says. That
instant is MARGIN before the oldest transaction that was open, or before now where none was, as
the database tells before the postings are looked for. A posting's id is made inside its
transaction; so none can come that is older, unless a machine's clock is wrong by more than
MARGIN. A block that is full closes no more than it reached.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connections

from apps.customers.domain import chain
from apps.customers.models import ChainedPosting, LedgerBlock
from apps.customers.selectors.chain import digests_of
from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.platform.db import unit_of_work

# Postings of a block, which is what is in memory at a time.
BATCH = 1_000
MARGIN = timedelta(minutes=15)
# Any number, the same for every chainer and nobody else's: one chains at a time.
_LOCK = 7_201_151

_OLDEST_OPEN = """
SELECT least(statement_timestamp(), min(xact_start)) FROM pg_stat_activity
WHERE datname = current_database()
"""
# From `since` on: before it everything is in a block, or will never be.
_UNCHAINED = """
SELECT p.id FROM customers_ledgerposting p
WHERE p.id >= %(since)s
  AND NOT EXISTS (SELECT 1 FROM customers_chainedposting c WHERE c.posting_id = p.id)
ORDER BY p.id LIMIT %(batch)s
"""
_NEVER = UUID(int=0)

log = structlog.get_logger(__name__)


def chain_postings() -> int:
    """Close blocks until less than a full one was left; answers how many postings they hold.

    One transaction a block. Whoever comes while another chains leaves it to them: 0.
    """
    chained = 0
    while True:
        taken = _close_block()
        chained += taken
        if taken < BATCH:
            return chained


def _close_block() -> int:
    with unit_of_work("customers"):
        if not _row("SELECT pg_try_advisory_xact_lock(%(lock)s)", lock=_LOCK):
            return 0
        # Before the postings: who commits between the two is seen by the second.
        settled: datetime = _row(_OLDEST_OPEN) - MARGIN
        last = LedgerBlock.objects.order_by("-number").first()
        ids = _unchained(last)
        if not ids:
            return 0
        block = _append(last, ids, settled)
    # Elsewhere than in this database: what a whole chain written anew is compared with.
    log.info("ledger_block_closed", head=str(block), postings=len(ids))
    return len(ids)


def _append(last: LedgerBlock | None, ids: Sequence[UUID], settled: datetime) -> LedgerBlock:
    if len(ids) == BATCH and ids[-1] < chain.lowest_id(settled):
        settled = chain.made_in(ids[-1])
    figures = chain.Block(
        number=last.number + 1 if last else 1,
        previous=last.digest if last else chain.GENESIS,
        algorithm=chain.ALGORITHM,
        first_posting=ids[0],
        last_posting=ids[-1],
        postings=len(ids),
        closed_until=max(settled, last.closed_until) if last else settled,
        made_at=clock.now(),
    )
    digests = digests_of(ids)
    postings = [(id_, digests[id_]) for id_ in ids]
    block = LedgerBlock.objects.create(
        digest=chain.block_digest(figures, postings), **vars(figures)
    )
    ChainedPosting.objects.bulk_create(
        ChainedPosting(posting_id=id_, block=block, digest=digest) for id_, digest in postings
    )
    return block


def _unchained(last: LedgerBlock | None) -> list[UUID]:
    since = chain.lowest_id(last.closed_until) if last else _NEVER
    with connections[alias_of("customers")].cursor() as cursor:
        cursor.execute(_UNCHAINED, {"since": since, "batch": BATCH})
        return [row[0] for row in cursor.fetchall()]


def _row(sql: str, **params: object) -> Any:
    with connections[alias_of("customers")].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]
