"""A token whose signature is known from before is still asked whether it is in force."""

import time
from typing import Any

import pytest

from quenty.platform.auth import tokens
from quenty.platform.testing.http import Api

pytestmark = pytest.mark.django_db(databases=[])


@pytest.fixture
def token(api: Api) -> str:
    known = api.as_merchant().credential
    assert tokens.verify(known) is not None
    return known


def test_the_same_token_is_checked_by_its_signature_once(token: str) -> None:
    before = tokens._signed.cache_info().misses
    assert tokens.verify(token) == tokens.verify(token)
    assert tokens._signed.cache_info().misses == before


def test_a_key_that_was_withdrawn_opens_nothing_more(token: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(tokens, "_keys_named", lambda kid: None)
    assert tokens.verify(token) is None


def test_a_revoked_one_opens_nothing_more(token: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(tokens, "_revoked", lambda claims, writes=True: True)
    assert tokens.verify(token) is None


def test_one_that_ended_opens_nothing_more(token: str, monkeypatch: Any) -> None:
    in_a_day = time.time() + 86_400
    monkeypatch.setattr(tokens.time, "time", lambda: in_a_day)
    assert tokens.verify(token) is None


def test_a_forgery_of_a_known_one_is_refused_each_time(token: str) -> None:
    head, claims, signature = token.split(".")
    forged = f"{head}.{claims}.{signature[:-6]}AAAAAA"
    assert [tokens.verify(forged) for _ in range(2)] == [None, None]
