"""A web process killed beside its commit: all of a write is there or none, its key included."""

import signal
from uuid import uuid4

import pytest

from tests.faults.harness import Platform

KEYS = "SELECT count(*) FROM platform_idempotency_key WHERE key = %s"


@pytest.mark.parametrize(
    ("point", "kept"), [("written, not committed", 0), ("committed, nothing after it", 1)]
)
def test_killed_beside_its_commit_it_is_whole_or_not_there(
    plain_platform: Platform, point: str, kept: int
) -> None:
    subject, before = str(uuid4()), plain_platform.waiting()
    dying = plain_platform.module("tests.faults.dying_write", subject, DIE_AT=point)
    assert dying.wait() == -signal.SIGKILL, dying.tail()

    assert plain_platform.told().count(subject) == kept
    assert plain_platform.waiting() == before + kept, "a write and its event came apart"
    assert plain_platform.rows("customers", KEYS, subject) == [(kept,)]

    again = plain_platform.web().tell(subject)
    assert again.status == 201
    assert again.headers.get("idempotent-replayed", "") == ("true" if kept else "")
    assert plain_platform.told().count(subject) == 1, "a retry with the key wrote again"
    assert plain_platform.waiting() == before + 1
