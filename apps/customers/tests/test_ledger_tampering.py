"""`manage.py ledger verify --chain` on books that somebody at the server has altered."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from apps.customers.domain.chain import lowest_id
from apps.customers.models import LedgerBlock, LedgerEntry
from apps.customers.selectors.chain import digests_of
from apps.customers.services.ledger import chain_postings
from apps.customers.tasks import chain_ledger
from apps.customers.tests.money import fund
from apps.customers.tests.test_ledger_verify import verify
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["customers"], transaction=True)


@pytest.fixture
def chained(make_merchant, monkeypatch) -> list[UUID]:
    """Six postings in three blocks of two."""
    monkeypatch.setattr(chain_postings, "BATCH", 2)
    merchant = make_merchant()
    postings = [fund(merchant, pesos) for pesos in (1, 2, 3, 4, 5, 6)]
    chain_ledger()
    assert LedgerBlock.objects.count() == 3
    return postings


def differs(*options: str) -> str:
    """What is said of the chain, which is wrong."""
    code, text = verify("--chain", *options)
    assert code == 1
    lines = [line for line in text.splitlines() if line.startswith("The chain differs: ")]
    assert len(lines) == 1
    return lines[0].removeprefix("The chain differs: ")


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'fee'",
        "purpose = 'x'",
        "description = 'x'",
        "reference_id = id",
        "idempotency_key = 'x'",
        "position = 1",
        "reverses_id = id",
        "actor = 'user:x'",
        "livemode = false",
        "created_at = created_at + interval '1 microsecond'",
    ],
)
def test_finds_an_altered_posting(chained, as_superuser, change):
    as_superuser(f"UPDATE customers_ledgerposting SET {change} WHERE id = %s", chained[2])  # noqa: S608

    assert verify()[0] == 0, "the sums told already"
    assert differs() == f"block 2: posting {chained[2]} differs"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE customers_ledgerentry SET amount = amount + 1 WHERE posting_id = %s AND amount > 0",
        "UPDATE customers_ledgerentry SET balance_after = balance_after + 1 WHERE posting_id = %s"
        " AND version IS NOT NULL",
        "UPDATE customers_ledgerentry SET currency = 'USD' WHERE posting_id = %s AND amount > 0",
        "UPDATE customers_ledgerentry SET account_id = id WHERE posting_id = %s AND amount > 0",
        "DELETE FROM customers_ledgerentry WHERE posting_id = %s AND amount > 0",
        "INSERT INTO customers_ledgerentry (id, posting_id, account_id, amount, currency,"
        " created_at) SELECT gen_random_uuid(), posting_id, account_id, 1, 'COP', created_at"
        " FROM customers_ledgerentry WHERE posting_id = %s AND amount > 0",
    ],
)
def test_finds_an_altered_deleted_or_added_entry(chained, as_superuser, statement):
    as_superuser(statement, chained[3])

    assert differs() == f"block 2: posting {chained[3]} differs"


def test_finds_an_account_given_to_somebody_else(chained, as_superuser):
    account = LedgerEntry.objects.get(posting=chained[0], amount__gt=0).account_id
    as_superuser(
        "UPDATE customers_ledgeraccount SET owner_id = gen_random_uuid() WHERE id = %s", account
    )

    assert differs() == f"block 1: posting {chained[0]} differs"


def test_finds_a_deleted_posting(chained, as_superuser):
    as_superuser("DELETE FROM customers_ledgerposting WHERE id = %s", chained[4])

    assert differs() == f"block 3: posting {chained[4]} is missing"


@pytest.fixture
def inserted(chained, as_superuser) -> UUID:
    """A posting that says it is of two hours ago."""
    id_ = lowest_id(clock.now() - timedelta(hours=2))
    as_superuser(
        "INSERT INTO customers_ledgerposting (id, kind, purpose, description, idempotency_key,"
        " position, actor, livemode, created_at)"
        " SELECT %s, kind, purpose, description, 'x', position, actor, livemode,"
        " created_at - interval '2 hours' FROM customers_ledgerposting WHERE id = %s",
        id_,
        chained[0],
    )
    return id_


def test_finds_a_posting_inserted_in_a_time_that_is_closed(inserted):
    for _ in range(2):
        assert differs() == f"block 1: posting {inserted} was inserted: it is in no block"
        # Nor does the job make it good.
        chain_ledger()


@pytest.mark.parametrize(
    ("block", "what"),
    [
        (1, "it was closed over 2 postings, and lists more or fewer"),
        (2, "posting {} was inserted: the block before had closed its time"),
    ],
)
def test_finds_a_posting_inserted_into_a_block(inserted, as_superuser, block, what):
    as_superuser(
        "INSERT INTO customers_chainedposting (posting_id, block_id, digest) VALUES (%s, %s, %s)",
        inserted,
        block,
        digests_of([inserted])[inserted],
    )

    assert differs() == f"block {block}: {what.format(inserted)}"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("digest = repeat('a', 64)", "block 2: its digest is not that of what it holds"),
        ("previous = repeat('a', 64)", "block 2: it does not follow the block before"),
        ("made_at = made_at - interval '1 day'", "block 2: its digest is not that of what it"),
        ("closed_until = closed_until - interval '1 s'", "block 2: its digest is not that of"),
        ("first_posting = last_posting", "block 2: its digest is not that of what it holds"),
        ("postings = 3", "block 2: it was closed over 3 postings, and lists more or fewer"),
        ("algorithm = 2", "block 2: algorithm 2 is unknown"),
        ("number = 7", "block 3: block 2 is missing before it"),
    ],
)
def test_finds_an_altered_block(chained, as_superuser, change, what):
    as_superuser(f"UPDATE customers_ledgerblock SET {change} WHERE number = %s", 2)  # noqa: S608

    assert differs().startswith(what)


def test_finds_a_deleted_block(chained, as_superuser):
    as_superuser("DELETE FROM customers_ledgerblock WHERE number = %s", 3)

    assert differs() == f"block 3: it is missing, and posting {chained[4]} was in it"

    as_superuser("DELETE FROM customers_ledgerblock WHERE number = %s", 1)

    assert differs() == "block 2: block 1 is missing before it"


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DELETE FROM customers_chainedposting WHERE posting_id = %s", "it was closed over 2"),
        (
            "UPDATE customers_chainedposting SET block_id = 1 WHERE posting_id = %s",
            "it was closed over 2 postings, and lists more or fewer",
        ),
        (
            "UPDATE customers_chainedposting SET digest = repeat('a', 64) WHERE posting_id = %s",
            "posting {} differs",
        ),
    ],
)
def test_finds_an_altered_list_of_a_block(chained, as_superuser, statement, what):
    as_superuser(statement, chained[3])

    assert what.format(chained[3]) in differs()


def write_anew(as_superuser, keep: int) -> None:
    """Forget all blocks above a number, and let the job make others."""
    for row in LedgerBlock.objects.filter(number__gt=keep):
        for link in row.chained.all():
            as_superuser("DELETE FROM customers_chainedposting WHERE posting_id = %s", link.pk)
        as_superuser("DELETE FROM customers_ledgerblock WHERE number = %s", row.number)
    chain_ledger()


def test_a_chain_written_anew_is_told_by_a_head_that_was_kept_elsewhere(chained, as_superuser):
    second = str(LedgerBlock.objects.get(number=2))
    assert verify("--chain", "--head", second)[0] == 0
    as_superuser("UPDATE customers_ledgerposting SET actor = 'x' WHERE id = %s", chained[1])

    write_anew(as_superuser, keep=0)

    assert verify("--chain")[0] == 0
    assert differs("--head", second) == "block 2: its digest is not the one noted"


def test_an_end_that_was_cut_off_is_told_by_a_head_that_was_kept_elsewhere(chained, as_superuser):
    third = str(LedgerBlock.objects.get(number=3))
    for posting in chained[4:]:
        as_superuser("DELETE FROM customers_chainedposting WHERE posting_id = %s", posting)
    as_superuser("DELETE FROM customers_ledgerblock WHERE number = %s", 3)

    assert verify("--chain")[0] == 0
    assert differs("--head", third) == "block 3: it was noted and is missing"


def test_what_is_no_head_is_refused():
    with pytest.raises(CommandError, match="NUMBER:DIGEST"):
        call_command("ledger", "verify", "--head", "12")
