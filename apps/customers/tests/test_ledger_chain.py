"""The hash chain: what the job takes into blocks, and when."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.customers.models import ChainedPosting, LedgerBlock, LedgerCheck, LedgerPosting
from apps.customers.services.ledger import chain_postings
from apps.customers.tasks import chain_ledger, verify_every_night
from apps.customers.tests.money import fund
from apps.customers.tests.test_ledger_concurrency import at_once
from apps.customers.tests.test_ledger_verify import verify
from quenty.platform.db import unit_of_work

pytestmark = pytest.mark.django_db(databases=["customers"], transaction=True)


def blocks() -> list[tuple[int, int]]:
    """Their numbers and how many postings each says and lists."""
    found = []
    for block in LedgerBlock.objects.order_by("number"):
        assert block.chained.count() == block.postings
        found.append((block.number, block.postings))
    return found


def said(text: str) -> str:
    """The last line without the head."""
    return text.strip().splitlines()[-1].rsplit(", head", 1)[0]


def test_an_empty_ledger_has_no_block_and_agrees():
    chain_ledger()

    code, text = verify("--chain")

    assert (code, blocks()) == (0, [])
    assert text.endswith("0 blocks, 0 postings, 0 in no block yet, head none\n")


MARGINS = (chain_postings.MARGIN, timedelta(0))


@pytest.mark.parametrize("margin", MARGINS)
def test_postings_are_taken_once_in_blocks_of_a_bound(make_merchant, monkeypatch, margin):
    monkeypatch.setattr(chain_postings, "MARGIN", margin)
    monkeypatch.setattr(chain_postings, "BATCH", 2)
    merchant = make_merchant()
    for _ in range(5):
        fund(merchant, 1)

    chain_ledger()
    chain_ledger()
    fund(merchant, 1)

    assert blocks() == [(1, 2), (2, 2), (3, 1)]
    code, text = verify("--chain")
    assert (code, said(text)) == (
        0,
        "The chain agrees with its postings: 3 blocks, 5 postings, 1 in no block yet",
    )


def test_a_block_takes_the_same_queries_for_few_postings_and_for_many(make_merchant):
    merchant = make_merchant(funds=1)
    chain_ledger()

    def queries() -> int:
        with CaptureQueriesContext(connections["customers"]) as captured:
            chain_ledger()
        return len(captured)

    fund(merchant, 1)
    few = queries()
    for _ in range(20):
        fund(merchant, 1)

    assert queries() == few
    assert blocks() == [(1, 1), (2, 1), (3, 20)]


@contextmanager
def open_posting(merchant: Any) -> Iterator[UUID]:
    """The id of a posting whose transaction commits on the way out."""
    written, commit = threading.Event(), threading.Event()
    ids: list[UUID] = []

    def post() -> None:
        try:
            with unit_of_work("customers"):
                ids.append(fund(merchant, 1))
                written.set()
                assert commit.wait(30)
        finally:
            connections.close_all()

    thread = threading.Thread(target=post)
    thread.start()
    try:
        assert written.wait(30)
        yield ids[0]
    finally:
        commit.set()
        thread.join()


@pytest.mark.parametrize("margin", MARGINS)
def test_who_commits_late_is_in_a_later_block(make_merchant, monkeypatch, margin):
    monkeypatch.setattr(chain_postings, "MARGIN", margin)
    merchant, other = make_merchant(funds=1), make_merchant(funds=1)

    with open_posting(merchant) as late:
        fund(other, 1)
        chain_ledger()
        first = LedgerBlock.objects.get()
        assert first.first_posting < late < first.last_posting
        assert blocks() == [(1, 3)]
    chain_ledger()

    assert blocks() == [(1, 3), (2, 1)]
    assert ChainedPosting.objects.get(posting=late).block_id == 2
    assert verify("--chain")[0] == 0


def test_many_workers_at_once_put_each_posting_in_one_block(make_merchant, monkeypatch):
    monkeypatch.setattr(chain_postings, "BATCH", 5)
    merchant = make_merchant()
    for _ in range(42):
        fund(merchant, 1)

    found = at_once(chain_ledger for _ in range(16))
    chain_ledger()

    assert found == {"done": 16}
    assert ChainedPosting.objects.count() == LedgerPosting.objects.count() == 42
    assert [number for number, _ in blocks()] == list(range(1, len(blocks()) + 1))
    assert verify("--chain")[0] == 0


def test_while_one_chains_the_others_leave_it_to_it(make_merchant):
    make_merchant(funds=1)
    busy = threading.Event(), threading.Event()

    def chain() -> None:
        try:
            with unit_of_work("customers"):
                chain_ledger()
                busy[0].set()
                assert busy[1].wait(30)
        finally:
            connections.close_all()

    thread = threading.Thread(target=chain)
    thread.start()
    assert busy[0].wait(30)

    chain_ledger()

    assert blocks() == []
    busy[1].set()
    thread.join()
    assert blocks() == [(1, 1)]


def test_the_nightly_check_verifies_the_chain_too(make_merchant, as_superuser):
    posting = fund(make_merchant(), 1)
    chain_ledger()

    verify_every_night()
    as_superuser("UPDATE customers_ledgerposting SET actor = 'x' WHERE id = %s", posting)
    verify_every_night()

    good, bad = LedgerCheck.objects.order_by("created_at")
    assert (good.blocks, good.difference) == (1, "")
    assert bad.difference == f"block 1: posting {posting} differs"
