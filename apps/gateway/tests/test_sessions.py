"""Renewing, reuse, sessions."""

from datetime import timedelta

import pytest

from apps.gateway.models import LoginSession, RefreshToken, RevokedToken
from apps.gateway.services.purge_expired import purge_expired
from apps.gateway.tests.conftest import a_few_seconds_later
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["default"])
ME = "/api/v1/gateway/me"
REFRESH = "/api/v1/gateway/tokens/refresh"
SESSIONS = "/api/v1/gateway/sessions"


def _renew(api, token):
    return api.anonymous().post(REFRESH, json={"refresh_token": token})


def test_a_refresh_token_gives_the_next_pair(api, make_user, log_in):
    make_user()
    first = log_in("ana@tienda.co").tokens
    second = _renew(api, first["refresh_token"])
    assert second.status_code == 200
    assert second.json()["session_id"] == first["session_id"]
    assert second.json()["refresh_token"] != first["refresh_token"]
    assert api.with_token(second.json()["access_token"]).get(ME).status_code == 200


def test_a_refresh_token_shown_twice_ends_the_whole_family(api, make_user, log_in):
    make_user()
    stolen = log_in("ana@tienda.co").tokens["refresh_token"]
    owner = _renew(api, stolen).json()
    thief = _renew(api, stolen)
    assert thief.status_code == 401
    assert thief.json()["code"] == "gateway.invalid_refresh_token"
    assert _renew(api, owner["refresh_token"]).status_code == 401
    assert api.with_token(owner["access_token"]).get(ME).status_code == 401
    assert LoginSession.objects.get().revoke_reason == "reuse"


def test_reuse_ends_that_session_and_no_other(api, make_user, log_in):
    make_user()
    other = log_in("ana@tienda.co")
    stolen = log_in("ana@tienda.co").tokens["refresh_token"]
    _renew(api, stolen)
    _renew(api, stolen)
    assert other.get(ME).status_code == 200


@pytest.mark.parametrize("token", ["unknown", "a" * 43])
def test_refuses_an_unknown_refresh_token(api, token):
    assert _renew(api, token).json()["code"] == "gateway.invalid_refresh_token"


def test_refuses_an_expired_refresh_token(api, make_user, log_in):
    make_user()
    token = log_in("ana@tienda.co").tokens["refresh_token"]
    with clock.at(clock.now() + timedelta(days=15)):
        assert _renew(api, token).status_code == 401


def test_a_session_ends_after_sixty_days_however_often_it_was_renewed(api, make_user, log_in):
    make_user()
    token = log_in("ana@tienda.co").tokens["refresh_token"]
    start = clock.now()
    for days in (13, 26, 39, 52):
        with clock.at(start + timedelta(days=days)):
            token = _renew(api, token).json()["refresh_token"]
    with clock.at(start + timedelta(days=61)):
        assert _renew(api, token).status_code == 401


def test_tokens_are_kept_as_hashes_only(make_user, log_in):
    make_user()
    token = log_in("ana@tienda.co").tokens["refresh_token"]
    kept = bytes(RefreshToken.objects.get().token_hash)
    assert len(kept) == 32
    assert token.encode() not in kept


def test_lists_own_sessions_and_marks_the_current_one(make_user, log_in):
    make_user()
    make_user("eva@otra.co")
    log_in("eva@otra.co")
    log_in("ana@tienda.co")
    client = log_in("ana@tienda.co")
    rows = client.get(SESSIONS).json()["results"]
    assert len(rows) == 2
    assert [row["id"] for row in rows if row["current"]] == [client.tokens["session_id"]]


def test_ends_a_session_of_ones_own(make_user, log_in):
    make_user()
    lost, kept = log_in("ana@tienda.co"), log_in("ana@tienda.co")
    where = f"{SESSIONS}/{lost.tokens['session_id']}/revoke"
    assert kept.post(where).status_code == 204
    assert kept.post(where).status_code == 204
    a_few_seconds_later()
    assert lost.get(ME).status_code == 401
    assert kept.get(ME).status_code == 200


def test_another_persons_session_is_not_there(make_user, log_in):
    make_user()
    make_user("eva@otra.co")
    hers = log_in("eva@otra.co")
    answer = log_in("ana@tienda.co").post(f"{SESSIONS}/{hers.tokens['session_id']}/revoke")
    assert answer.status_code == 404
    assert answer.json()["code"] == "gateway.session_not_found"
    assert hers.get(ME).status_code == 200


def test_listing_sessions_takes_the_same_queries_for_one_and_many(
    make_user, log_in, django_assert_num_queries
):
    make_user()
    client = log_in("ana@tienda.co")
    client.get(SESSIONS)
    with django_assert_num_queries(1):
        client.get(SESSIONS)
    for _ in range(5):
        log_in("ana@tienda.co")
    client.get(SESSIONS)
    with django_assert_num_queries(1):
        client.get(SESSIONS)


def test_what_has_expired_is_forgotten(api, make_user, log_in):
    make_user()
    client = log_in("ana@tienda.co")
    api.anonymous().post(
        "/api/v1/gateway/tokens/revoke", json={"refresh_token": client.tokens["refresh_token"]}
    )
    assert RevokedToken.objects.exists()
    with clock.at(clock.now() + timedelta(days=91)):
        assert purge_expired() > 0
    assert not RevokedToken.objects.exists()
    assert not LoginSession.objects.exists()
