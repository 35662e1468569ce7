"""Logging in: passwords, lock-out, what it tells and what not."""

from datetime import timedelta

import pytest

from apps.gateway.models import LoginThrottle
from apps.gateway.tests.conftest import PASSWORD
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["default"])
TOKENS = "/api/v1/gateway/tokens"


def test_gives_a_token_that_opens_the_api(make_user, log_in):
    user = make_user()
    answer = log_in("Ana@Tienda.CO").get("/api/v1/gateway/me")
    assert answer.status_code == 200
    assert answer.json()["id"] == str(user.id)
    assert answer.json()["customer_id"] == str(user.customer_id)


def test_answers_alike_for_a_wrong_password_and_an_unknown_account(api, make_user):
    make_user()
    wrong = api.anonymous().post(TOKENS, json={"email": "ana@tienda.co", "password": "nope"})
    unknown = api.anonymous().post(TOKENS, json={"email": "no@tienda.co", "password": "nope"})
    for answer in (wrong, unknown):
        assert answer.status_code == 401
        assert answer.json()["code"] == "gateway.invalid_credentials"
    same = ("type", "title", "status", "code", "detail", "errors")
    assert [wrong.json()[k] for k in same] == [unknown.json()[k] for k in same]


@pytest.mark.parametrize("email", ["ana@tienda.co", "nobody@tienda.co"])
def test_locks_an_account_after_five_failures_whether_it_exists_or_not(api, make_user, email):
    make_user()
    for _ in range(5):
        answer = api.anonymous().post(TOKENS, json={"email": email, "password": "nope"})
        assert answer.status_code == 401
    locked = api.anonymous().post(TOKENS, json={"email": email, "password": PASSWORD})
    assert locked.status_code == 429
    assert locked.json()["code"] == "gateway.too_many_attempts"
    assert 0 < int(locked["Retry-After"]) <= 60


def test_a_lock_ends_and_success_forgets_the_failures(api, make_user, log_in):
    make_user()
    for _ in range(5):
        api.anonymous().post(TOKENS, json={"email": "ana@tienda.co", "password": "nope"})
    with clock.at(clock.now() + timedelta(minutes=2)):
        log_in("ana@tienda.co")
    row = LoginThrottle.objects.get(subject__startswith="account:")
    assert (row.failures, row.locked_until) == (0, None)


def test_an_address_is_locked_after_fifty_failures_over_many_accounts(api):
    for number in range(50):
        body = {"email": f"a{number}@tienda.co", "password": "nope"}
        assert api.anonymous().post(TOKENS, json=body).status_code == 401
    body = {"email": "last@tienda.co", "password": "nope"}
    assert api.anonymous().post(TOKENS, json=body).status_code == 429


def test_the_table_of_failures_names_nobody(api):
    api.anonymous().post(TOKENS, json={"email": "secret@tienda.co", "password": "nope"})
    subjects = list(LoginThrottle.objects.values_list("subject", flat=True))
    assert len(subjects) == 2
    assert not any("secret" in subject or "127.0.0.1" in subject for subject in subjects)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"email": "ana@tienda.co"}, "password"),
        ({"email": "no address", "password": "x"}, "email"),
        ({"email": "ana@tienda.co", "password": "x" * 300}, "password"),
        ({"email": "ana@tienda.co", "password": "x", "roles": ["admin"]}, "roles"),
    ],
)
def test_refuses_a_body_that_is_none(api, body, pointer):
    answer = api.anonymous().post(TOKENS, json=body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
