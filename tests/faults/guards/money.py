"""The ledger: nobody spends what is not there, and nothing is posted twice."""

from tests.faults.guards.guard import Edit, Guard, guard

LEDGER = "apps/customers/services/ledger"
MIGRATION = "apps/customers/migrations/0001_initial.py"
CHAIN = "apps/customers/tests/test_ledger_chain.py"
TAMPERING = "apps/customers/tests/test_ledger_tampering.py"
TOGETHER = "apps/customers/tests/test_ledger_concurrency.py"
CUT_OFF = (
    "apps/customers/tests/test_ledger_crashes.py"
    "::test_cut_off_at_each_statement_and_asked_again_it_happened_once"
)

_CONDITION = Edit(f"{LEDGER}/journal.py", " AND (floor IS NULL OR balance + %(net)s >= floor)", "")
_FLOOR = Edit(
    MIGRATION,
    ", models.CheckConstraint(condition=models.Q(('floor__isnull', True), "
    "('balance__gte', models.F('floor')), _connector='OR'), name='customers_account_floor')",
    "",
)
_CLAIMED = Edit(
    f"{LEDGER}/once.py",
    "        if not _claim(key, mark):\n",
    "        if not _claim(key, mark) and False:\n",
)
_POSTED_ONCE = Edit(
    MIGRATION,
    "        migrations.AddConstraint(\n"
    "            model_name='ledgerposting',\n"
    "            constraint=models.UniqueConstraint("
    "fields=('idempotency_key', 'position'), name='customers_posting_once'),\n"
    "        ),\n",
    "",
)

GUARDS = (
    Guard(
        "a balance moves by one statement with its condition",
        f"{TOGETHER}::test_200_withdrawals_of_10_from_1000_are_exactly_100",
        (_CONDITION, _FLOOR),
    ),
    Guard(
        "the database keeps a balance above its floor by itself",
        "apps/customers/tests/test_ledger_guards.py::test_a_wallet_below_its_floor_is_refused",
        (_FLOOR,),
    ),
    guard(
        "a balance is read where it is changed",
        f"{TOGETHER}::test_200_withdrawals_of_10_from_1000_are_exactly_100",
        f"{LEDGER}/journal.py",
        "SET balance = balance + %(net)s, version = version + %(entries)s",
        "SET balance = (SELECT a.balance FROM customers_ledgeraccount a WHERE a.id = %(id)s)"
        " + %(net)s, version = version + %(entries)s",
        also="customers_entry_version_once|customers_account_floor",
    ),
    guard(
        "accounts are moved in one order",
        f"{TOGETHER}::test_crossed_moves_meet_no_deadlock",
        f"{LEDGER}/journal.py",
        "    owned.sort(key=lambda a: (LOCK_RANK[Purpose(a.purpose)], a.id))\n",
        "    owned.sort(key=lambda a: [e.account_id for _, e in entries].index(a.id))\n",
        also="deadlock detected",
    ),
    Guard(
        "a key posts once",
        f"{TOGETHER}::test_one_key_50_times_at_once_is_one_hold",
        (_CLAIMED, _POSTED_ONCE),
    ),
    Guard(
        "the database takes a key's posting once by itself",
        f"{TOGETHER}::test_one_key_50_times_at_once_is_one_hold",
        (_CLAIMED,),
        also="customers_posting_once",
    ),
    guard(
        "a key's answer is committed with its posting",
        f"{CUT_OFF}[hold]",
        f"{LEDGER}/once.py",
        '    with unit_of_work("customers"):\n        if not _claim',
        "    import contextlib\n\n    with contextlib.nullcontext():\n        if not _claim",
        also="TypeError",
    ),
    guard(
        "no time is closed while a posting of it may still commit",
        f"{CHAIN}::test_who_commits_late_is_in_a_later_block",
        f"{LEDGER}/chain_postings.py",
        "least(statement_timestamp(), min(xact_start))",
        "statement_timestamp()",
    ),
    guard(
        "a full block closes no more than it reached",
        f"{CHAIN}::test_postings_are_taken_once_in_blocks_of_a_bound",
        f"{LEDGER}/chain_postings.py",
        "        settled = chain.made_in(ids[-1])\n",
        "        pass\n",
    ),
    guard(
        "one chains at a time",
        f"{CHAIN}::test_while_one_chains_the_others_leave_it_to_it",
        f"{LEDGER}/chain_postings.py",
        'if not _row("SELECT pg_try_advisory_xact_lock(%(lock)s)", lock=_LOCK):',
        "if not _LOCK:",
        also="customers_ledgerblock|Timeout|lock",
    ),
    guard(
        "an altered posting differs from its digest",
        f"{TAMPERING}::test_finds_an_altered_posting",
        f"{LEDGER}/verify_chain.py",
        "        if found[id_] != digest:\n",
        "        if False:\n",
    ),
    guard(
        "what is in no block and dated in a closed time was inserted",
        f"{TAMPERING}::test_finds_a_posting_inserted_in_a_time_that_is_closed",
        f"{LEDGER}/verify_chain.py",
        "_blocks_differ(report, progress, noted) or _strays(report)",
        "_blocks_differ(report, progress, noted)",
    ),
)
