"""Links, passwords, profiles."""

import re
from datetime import timedelta

import pytest

from apps.gateway.models import Delivery, OneTimeLink, User
from apps.gateway.services.send_message import LINK_SEAL
from apps.gateway.tests.conftest import PASSWORD, a_few_seconds_later
from quenty.kernel import clock
from quenty.platform.crypto import unseal

pytestmark = pytest.mark.django_db(databases=["default"])
GATEWAY = "/api/v1/gateway"
NEW = "another horse battery 7"


def _link(template):
    row = Delivery.objects.filter(template=template).first()
    return unseal(bytes(row.link_sealed), purpose=LINK_SEAL).decode()


def _token(template):
    return _link(template).split("token=")[1]


def test_a_new_user_is_sent_a_link_that_confirms_the_address_once(api, make_user):
    make_user()
    body = {"token": _token("verify_email")}
    assert (
        api.anonymous().post(f"{GATEWAY}/email-verifications/confirm", json=body).status_code == 204
    )
    assert User.objects.get().email_verified_at is not None
    again = api.anonymous().post(f"{GATEWAY}/email-verifications/confirm", json=body)
    assert again.status_code == 422
    assert again.json()["code"] == "gateway.invalid_link"


def test_the_delivery_log_does_not_show_the_link(make_user):
    make_user()
    row = Delivery.objects.get()
    assert row.recipient == "ana@tienda.co"
    assert "{link}" in row.body
    assert "token=" not in row.body
    assert b"token=" not in bytes(row.link_sealed)


def test_a_link_of_one_purpose_does_not_open_another(api, make_user):
    make_user()
    body = {"token": _token("verify_email"), "new_password": NEW}
    answer = api.anonymous().post(f"{GATEWAY}/password-resets/confirm", json=body)
    assert answer.json()["code"] == "gateway.invalid_link"


@pytest.mark.parametrize("token", ["", "x", "a" * 32 + ":b", "../../etc"])
def test_a_forged_link_is_refused(api, token):
    body = {"token": token or "-"}
    answer = api.anonymous().post(f"{GATEWAY}/email-verifications/confirm", json=body)
    assert answer.json()["code"] == "gateway.invalid_link"


def test_a_verification_can_be_sent_again_and_voids_the_first(api, make_user, log_in):
    make_user()
    first = _token("verify_email")
    assert log_in("ana@tienda.co").post(f"{GATEWAY}/email-verifications").status_code == 202
    old = api.anonymous().post(f"{GATEWAY}/email-verifications/confirm", json={"token": first})
    assert old.json()["code"] == "gateway.invalid_link"
    new = {"token": _token("verify_email")}
    assert (
        api.anonymous().post(f"{GATEWAY}/email-verifications/confirm", json=new).status_code == 204
    )


def test_a_forgotten_password_is_replaced_by_link_and_all_sessions_end(
    api, make_user, log_in, run_jobs
):
    make_user()
    before = log_in("ana@tienda.co")
    asked = api.anonymous().post(f"{GATEWAY}/password-resets", json={"email": "ana@tienda.co"})
    assert asked.status_code == 202
    run_jobs("gateway")
    body = {"token": _token("reset_password"), "new_password": NEW}
    assert api.anonymous().post(f"{GATEWAY}/password-resets/confirm", json=body).status_code == 204
    a_few_seconds_later()
    assert before.get(f"{GATEWAY}/me").status_code == 401
    assert log_in("ana@tienda.co", NEW).get(f"{GATEWAY}/me").json()["email_verified_at"]
    again = api.anonymous().post(f"{GATEWAY}/password-resets/confirm", json=body)
    assert again.json()["code"] == "gateway.invalid_link"
    assert Delivery.objects.filter(template="password_changed").count() == 1


def test_asking_for_an_unknown_account_answers_alike_and_sends_nothing(api, run_jobs):
    answer = api.anonymous().post(f"{GATEWAY}/password-resets", json={"email": "no@tienda.co"})
    assert (answer.status_code, answer.content) == (202, b"")
    run_jobs("gateway")
    assert not Delivery.objects.exists()


def test_a_reset_link_dies_after_an_hour(api, make_user, run_jobs):
    make_user()
    api.anonymous().post(f"{GATEWAY}/password-resets", json={"email": "ana@tienda.co"})
    run_jobs("gateway")
    body = {"token": _token("reset_password"), "new_password": NEW}
    with clock.at(clock.now() + timedelta(minutes=61)):
        late = api.anonymous().post(f"{GATEWAY}/password-resets/confirm", json=body)
    assert late.json()["code"] == "gateway.invalid_link"


def test_a_weak_password_is_refused_and_the_link_still_works(api, make_user, run_jobs):
    make_user()
    api.anonymous().post(f"{GATEWAY}/password-resets", json={"email": "ana@tienda.co"})
    run_jobs("gateway")
    body = {"token": _token("reset_password"), "new_password": "12345"}
    weak = api.anonymous().post(f"{GATEWAY}/password-resets/confirm", json=body)
    assert weak.status_code == 422
    assert weak.json()["code"] == "gateway.weak_password"
    assert weak.json()["errors"][0]["pointer"] == "new_password"
    body["new_password"] = NEW
    assert api.anonymous().post(f"{GATEWAY}/password-resets/confirm", json=body).status_code == 204


def test_changes_a_password_and_ends_all_sessions(make_user, log_in):
    make_user()
    client = log_in("ana@tienda.co")
    wrong = {"old_password": "nope", "new_password": NEW}
    assert client.post(f"{GATEWAY}/me/password", json=wrong).json()["code"] == (
        "gateway.wrong_password"
    )
    right = {"old_password": PASSWORD, "new_password": NEW}
    assert client.post(f"{GATEWAY}/me/password", json=right).status_code == 204
    a_few_seconds_later()
    assert client.get(f"{GATEWAY}/me").status_code == 401
    log_in("ana@tienda.co", NEW)


def test_changes_name_and_language_under_if_match(make_user, log_in):
    make_user()
    client = log_in("ana@tienda.co")
    etag = client.get(f"{GATEWAY}/me")["ETag"]
    body = {"full_name": "Ana María Gómez 🚚", "language": "en"}
    assert client.patch(f"{GATEWAY}/me", json=body).status_code == 428
    changed = client.patch(f"{GATEWAY}/me", json=body, headers={"If-Match": etag})
    assert changed.status_code == 200
    assert changed.json()["full_name"] == "Ana María Gómez 🚚"
    stale = client.patch(f"{GATEWAY}/me", json=body, headers={"If-Match": etag})
    assert stale.status_code == 412


@pytest.mark.parametrize(
    "field",
    ["id", "email", "roles", "is_staff", "is_superuser", "customer_id", "is_active", "version"],
)
def test_nobody_assigns_themselves_more(make_user, log_in, field):
    make_user()
    client = log_in("ana@tienda.co")
    etag = client.get(f"{GATEWAY}/me")["ETag"]
    answer = client.patch(
        f"{GATEWAY}/me", json={"language": "en", field: "admin"}, headers={"If-Match": etag}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"pointer": field, "code": "unknown", "detail": answer.json()["errors"][0]["detail"]}
    ]
    assert User.objects.get().language == "es"


def test_the_page_of_a_link_changes_nothing_until_the_button(client, make_user):
    make_user()
    where = re.sub(r"^https?://[^/]+", "", _link("verify_email"))
    page = client.get(where)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    assert OneTimeLink.objects.get().used_at is None
    assert (
        client.post("/account/verify-email", {"token": where.split("token=")[1]}).status_code == 200
    )
    assert User.objects.get().email_verified_at is not None


def test_the_page_of_a_reset_sets_the_password(api, client, make_user, log_in, run_jobs):
    make_user()
    api.anonymous().post(f"{GATEWAY}/password-resets", json={"email": "ana@tienda.co"})
    run_jobs("gateway")
    token = _token("reset_password")
    weak = client.post("/account/reset-password", {"token": token, "new_password": "1"})
    assert weak.status_code == 422
    done = client.post("/account/reset-password", {"token": token, "new_password": NEW})
    assert done.status_code == 200
    log_in("ana@tienda.co", NEW)
