"""The second factor: RFC 6238's vectors, enrolment, log-in."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from apps.gateway.domain.totp import base32, hotp, matching_step, provisioning_uri, step_at
from apps.gateway.models import User
from apps.gateway.tests.conftest import PASSWORD
from quenty.kernel import clock

GATEWAY = "/api/v1/gateway"
SEEDS = {
    "sha1": b"12345678901234567890",
    "sha256": b"12345678901234567890123456789012",
    "sha512": b"1234567890123456789012345678901234567890123456789012345678901234",
}
# RFC 6238, appendix B.
VECTORS = [
    (59, "94287082", "46119246", "90693936"),
    (1111111109, "07081804", "68084774", "25091201"),
    (1111111111, "14050471", "67062674", "99943326"),
    (1234567890, "89005924", "91819424", "93441116"),
    (2000000000, "69279037", "90698825", "38618901"),
    (20000000000, "65353130", "77737706", "47863826"),
]
# RFC 4226, appendix D.
HOTP = [
    *("755224", "287082", "359152", "969429", "338314"),
    *("254676", "287922", "162583", "399871", "520489"),
]


@pytest.mark.parametrize(("seconds", "sha1", "sha256", "sha512"), VECTORS)
def test_agrees_with_rfc_6238(seconds, sha1, sha256, sha512):
    expected = {"sha1": sha1, "sha256": sha256, "sha512": sha512}
    for algorithm, code in expected.items():
        made = hotp(SEEDS[algorithm], step_at(seconds), digits=8, algorithm=algorithm)
        assert made == code


@pytest.mark.parametrize(("counter", "code"), list(enumerate(HOTP)))
def test_agrees_with_rfc_4226(counter, code):
    assert hotp(SEEDS["sha1"], counter) == code


@pytest.mark.parametrize(
    ("drift", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_takes_a_clock_that_is_one_step_off(drift, taken):
    code = hotp(SEEDS["sha1"], 1000 + drift)
    found = matching_step(SEEDS["sha1"], code, unix_seconds=1000 * 30)
    assert (found == 1000 + drift) is taken


def test_a_step_that_was_spent_gives_nothing():
    code = hotp(SEEDS["sha1"], 1000)
    assert matching_step(SEEDS["sha1"], code, unix_seconds=30000, after_step=1000) is None


@pytest.mark.parametrize("code", ["", "12345", "ñ23456", "1234567890"])
def test_takes_no_other_text(code):
    assert matching_step(SEEDS["sha1"], code, unix_seconds=30000) is None


def test_tells_authenticators_what_they_need():
    uri = provisioning_uri(SEEDS["sha1"], account="sol@quenty.co")
    assert uri.startswith("otpauth://totp/Quenty:sol%40quenty.co?secret=GEZDGNBVGY3TQOJQ")
    assert base32(b"\x00" * 20) == "A" * 32


NOW = datetime(2026, 11, 22, 15, 0, 5, tzinfo=UTC)


def _code(secret, at):
    raw = base64.b32decode(secret + "=" * (-len(secret) % 8))
    return hotp(raw, step_at(at.timestamp()))


@pytest.fixture
def enrolled(make_staff, log_in):
    """Sol, with an app; its secret."""
    make_staff()
    client = log_in("sol@quenty.co")
    secret = client.post(f"{GATEWAY}/me/second-factor").json()["secret"]
    with clock.at(NOW):
        body = {"code": _code(secret, NOW)}
        answer = client.post(f"{GATEWAY}/me/second-factor/confirm", json=body)
    assert answer.status_code == 204, answer.content
    return secret


def _try(api, **body):
    sent = {"email": "sol@quenty.co", "password": PASSWORD, **body}
    return api.anonymous().post(f"{GATEWAY}/tokens", json=sent)


@pytest.mark.django_db(databases=["default"])
def test_log_in_needs_a_code_once_enrolled(api, enrolled):
    with clock.at(NOW + timedelta(minutes=5)):
        assert _try(api).json()["code"] == "gateway.second_factor_required"
        assert _try(api, code="000000").json()["code"] == "gateway.invalid_code"
        assert _try(api, code=_code(enrolled, clock.now())).status_code == 200


@pytest.mark.django_db(databases=["default"])
def test_a_code_works_once(api, enrolled):
    with clock.at(NOW + timedelta(minutes=5)):
        code = _code(enrolled, clock.now())
        assert _try(api, code=code).status_code == 200
        assert _try(api, code=code).json()["code"] == "gateway.invalid_code"


@pytest.mark.django_db(databases=["default"])
def test_without_the_password_nobody_hears_of_a_second_factor(api, enrolled):
    answer = _try(api, password="nope")
    assert answer.json()["code"] == "gateway.invalid_credentials"


@pytest.mark.django_db(databases=["default"])
def test_guessing_codes_locks_the_account(api, enrolled):
    with clock.at(NOW + timedelta(minutes=5)):
        for _ in range(5):
            assert _try(api, code="000000").status_code == 401
        assert _try(api, code=_code(enrolled, clock.now())).status_code == 429


@pytest.mark.django_db(databases=["default"])
def test_the_secret_is_sealed(enrolled):
    raw = base64.b32decode(enrolled + "=" * (-len(enrolled) % 8))
    assert raw not in bytes(User.objects.get().totp_secret)


@pytest.mark.django_db(databases=["default"])
def test_an_unconfirmed_app_changes_nothing(api, make_staff, log_in):
    make_staff()
    client = log_in("sol@quenty.co")
    client.post(f"{GATEWAY}/me/second-factor")
    wrong = client.post(f"{GATEWAY}/me/second-factor/confirm", json={"code": "000000"})
    assert wrong.json()["code"] == "gateway.invalid_code"
    assert _try(api).status_code == 200


@pytest.mark.django_db(databases=["default"])
def test_only_staff_enrols_and_only_once(make_user, log_in, enrolled, api):
    make_user()
    merchant = log_in("ana@tienda.co").post(f"{GATEWAY}/me/second-factor")
    assert merchant.json()["code"] == "gateway.staff_only"
    sol = api.as_role("admin", sub=str(User.objects.get(email="sol@quenty.co").id))
    again = sol.post(f"{GATEWAY}/me/second-factor")
    assert again.json()["code"] == "gateway.second_factor_on"


@pytest.mark.django_db(databases=["default"])
def test_nothing_to_confirm_before_a_start(make_staff, log_in):
    make_staff()
    answer = log_in("sol@quenty.co").post(
        f"{GATEWAY}/me/second-factor/confirm", json={"code": "123456"}
    )
    assert answer.json()["code"] == "gateway.second_factor_not_started"


@pytest.mark.django_db(databases=["default"])
def test_the_back_office_takes_it_from_who_lost_the_device(api, enrolled):
    user = User.objects.get(email="sol@quenty.co")
    where = f"{GATEWAY}/users/{user.id}/remove-second-factor"
    assert api.as_role("support").post(where).status_code == 403
    assert api.as_role("admin").post(where).status_code == 204
    assert _try(api).status_code == 200
