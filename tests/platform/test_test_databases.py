"""What a test commits is gone before the next, without any role that may TRUNCATE."""

from threading import Thread

import pytest
from django.db import connections
from django.test.testcases import DatabaseOperationForbidden

from quenty.platform.db import open_transactions, unit_of_work
from quenty.platform.store.models import Audit

COMMITS = pytest.mark.django_db(databases=["returns"], transaction=True)


def rows() -> int:
    return Audit.objects.using("returns").count()


def commit_a_row() -> None:
    with unit_of_work("returns"):
        Audit.objects.using("returns").create(actor="system", action="tests.left", subject="x")


@COMMITS
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_committed_row_is_gone_before_the_next_test(turn: str) -> None:
    assert rows() == 0

    commit_a_row()

    assert rows() == 1


@COMMITS
def test_another_thread_sees_what_is_committed_and_does_not_keep_the_database() -> None:
    seen: list[int] = []
    commit_a_row()

    # It leaves its connection open, as a server's threads do.
    thread = Thread(target=lambda: seen.append(rows()))
    thread.start()
    thread.join()

    assert seen == [1]


@pytest.mark.django_db(databases=["returns"])
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_row_of_an_ordinary_test_is_rolled_back(turn: str) -> None:
    assert rows() == 0

    commit_a_row()

    assert rows() == 1


@pytest.mark.django_db(databases=["returns"])
def test_the_test_s_own_block_is_no_open_transaction() -> None:
    assert open_transactions() == []

    with unit_of_work("returns"):
        assert open_transactions() == ["returns"]


@pytest.mark.django_db(databases=["returns"])
def test_a_database_that_was_not_named_is_out_of_reach() -> None:
    with pytest.raises(DatabaseOperationForbidden):
        connections["pickups"].cursor()
