"""Bring the platform accounts' snapshots up to their entries, in the background."""

from django.db import connections

from quenty.kernel.contexts import alias_of
from quenty.platform.db import unit_of_work

BATCH = 5_000
# Any number, the same for every folder: one folds at a time.
_LOCK = 7_201_150

_FOLD = """
WITH taken AS (
    DELETE FROM customers_ledgerpending WHERE entry_id IN (
        SELECT entry_id FROM customers_ledgerpending ORDER BY entry_id LIMIT %(batch)s
    ) RETURNING account_id, amount
), sums AS (
    SELECT account_id, sum(amount) AS amount, count(*) AS entries FROM taken GROUP BY account_id
), folded AS (
    UPDATE customers_ledgeraccount a
    SET balance = a.balance + s.amount, version = a.version + s.entries
    FROM sums s WHERE a.id = s.account_id
)
SELECT count(*) FROM taken
"""


def fold_snapshots() -> int:
    """Fold all that is pending, batch by batch; answers how many entries.

    An entry leaves the pending rows and enters the snapshot in one commit, so that
    snapshot plus pending is the balance at every instant.
    """
    folded = 0
    while True:
        batch = _fold_batch()
        folded += batch
        if batch < BATCH:
            return folded


def _fold_batch() -> int:
    with unit_of_work("customers"), connections[alias_of("customers")].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_FOLD, {"batch": BATCH})
        return int(cursor.fetchone()[0])
