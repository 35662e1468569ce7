"""Many at once: one refresh token, one account, one address, one link."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from apps.gateway.models import LoginSession, User
from apps.gateway.tests.conftest import PASSWORD
from apps.gateway.tests.test_accounts import _token

pytestmark = pytest.mark.django_db(databases=["default"], transaction=True)
GATEWAY = "/api/v1/gateway"


def _at_once(ask: Callable[[], Any], times: int = 8) -> Counter[int]:
    """The statuses of so many answers, asked from as many threads."""

    def run(_: int) -> int:
        try:
            return int(ask().status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as threads:
        return Counter(threads.map(run, range(times)))


def test_one_refresh_token_gives_one_pair_and_then_the_family_ends(api, make_user, log_in):
    make_user()
    body = {"refresh_token": log_in("ana@tienda.co").tokens["refresh_token"]}
    found = _at_once(lambda: api.anonymous().post(f"{GATEWAY}/tokens/refresh", json=body))
    assert found == {200: 1, 401: 7}
    assert LoginSession.objects.get().revoke_reason == "reuse"


def test_parallel_guesses_are_counted_too(api, make_user):
    make_user()
    body = {"email": "ana@tienda.co", "password": "nope"}
    found = _at_once(lambda: api.anonymous().post(f"{GATEWAY}/tokens", json=body), 16)
    assert found == {401: 5, 429: 11}


def test_one_address_gets_one_account(api):
    body = {"email": "leo@tienda.co", "full_name": "Leo", "roles": ["merchant"]}
    admin = api.as_role("admin")
    found = _at_once(lambda: admin.post(f"{GATEWAY}/users", json=body))
    assert found == {201: 1, 409: 7}
    assert User.objects.count() == 1


def test_a_link_is_taken_once(api, make_user):
    make_user()
    body = {"token": _token("verify_email")}
    where = f"{GATEWAY}/email-verifications/confirm"
    assert _at_once(lambda: api.anonymous().post(where, json=body)) == {204: 1, 422: 7}


def test_many_log_ins_at_once_all_get_in(api, make_user):
    make_user()
    body = {"email": "ana@tienda.co", "password": PASSWORD}
    found = _at_once(lambda: api.anonymous().post(f"{GATEWAY}/tokens", json=body), 4)
    assert found == {200: 4}
