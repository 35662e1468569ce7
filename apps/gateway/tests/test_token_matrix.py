"""Every way a token can be wrong: 401, never 500."""

import base64
import hmac
import json
import time
import warnings
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from joserfc import jwt
from joserfc.jwk import OKPKey

from apps.gateway.domain.tokens import Subject, claims
from apps.gateway.services.sign_access_token import sign_access_token
from apps.gateway.services.signing_keys import ensure_signing_key, private_key
from apps.gateway.tests.conftest import a_few_seconds_later
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["default"])
ME = "/api/v1/gateway/me"


def _claims(user: Any, **changes: Any) -> dict[str, Any]:
    body = claims(
        Subject(user_id=user.id, roles=("merchant",)),
        issuer=settings.QUENTY_PUBLIC_URL,
        audience=settings.QUENTY_JWT_AUDIENCE,
        token_id=str(new_id()),
        now=clock.now(),
    )
    return {**body, **changes}


def _sign(body: dict[str, Any], key: Any = None, **header: Any) -> str:
    row = ensure_signing_key()
    head = {"typ": "at+jwt", "alg": row.algorithm, "kid": row.kid, **header}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return jwt.encode(head, body, key or private_key(row), algorithms=["EdDSA"])


def _part(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _by_hand(user: Any, alg: str) -> str:
    head = {"typ": "at+jwt", "alg": alg, "kid": ensure_signing_key().kid}
    return ".".join(_part(json.dumps(part).encode()) for part in (head, _claims(user)))


def _by_public_key(user: Any) -> str:
    # By hand: the library refuses to take a public key for a secret.
    public = OKPKey.import_key(ensure_signing_key().public_jwk).as_pem(private=False)
    signed = _by_hand(user, "HS256")
    return f"{signed}.{_part(hmac.digest(public, signed.encode(), 'sha256'))}"


def _stranger() -> OKPKey:
    return OKPKey.generate_key("Ed25519", private=True)


def _embedded(user: Any) -> str:
    key = _stranger()
    return _sign(_claims(user), key, jwk=key.as_dict(private=False))


NOW = int(time.time())
WRONG: dict[str, Callable[[Any], str]] = {
    "none": lambda user: _by_hand(user, "none") + ".",
    "hs256_with_the_public_key": _by_public_key,
    "wrong_key": lambda user: _sign(_claims(user), _stranger()),
    "wrong_kid": lambda user: _sign(_claims(user), kid="another"),
    "embedded_jwk": _embedded,
    "jku": lambda user: _sign(_claims(user), jku="https://evil.example/jwks.json"),
    "expired": lambda user: _sign(_claims(user, exp=NOW - 1, iat=NOW - 601, nbf=NOW - 601)),
    "not_yet_valid": lambda user: _sign(_claims(user, nbf=NOW + 3600)),
    "wrong_audience": lambda user: _sign(_claims(user, aud="others")),
    "wrong_issuer": lambda user: _sign(_claims(user, iss="https://evil.example")),
    "wrong_type": lambda user: _sign(_claims(user), typ="JWT"),
    "claims_of_wrong_kinds": lambda user: _sign(_claims(user, sub=7, roles=3)),
    "no_expiry": lambda user: _sign({k: v for k, v in _claims(user).items() if k != "exp"}),
    "64_kib": lambda user: "x" * 65536,
    "64_kib_of_dots": lambda user: "." * 65536,
    "no_token_at_all": lambda user: "not-a-token",
    "an_unknown_api_key": lambda user: "qk_live_" + "A" * 43,
    "not_ascii": lambda user: "ñandú",
}


@pytest.mark.parametrize("how", WRONG)
def test_refuses_a_wrong_token(api, make_user, how):
    token = WRONG[how](make_user())
    answer = api.with_token(token).get(ME)
    assert answer.status_code == 401
    assert answer.json()["code"] == "auth.invalid"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_takes_the_same_token_when_nothing_is_wrong(api, make_user):
    token = _sign(_claims(make_user()))
    assert api.with_token(token).get(ME).status_code == 200


def test_refuses_a_refresh_token_as_access(api, make_user, log_in):
    make_user()
    refresh = log_in("ana@tienda.co").tokens["refresh_token"]
    assert api.with_token(refresh).get(ME).status_code == 401


def test_refuses_a_revoked_token(api, make_user, log_in):
    make_user()
    client = log_in("ana@tienda.co")
    assert client.get(ME).status_code == 200
    body = {"refresh_token": client.tokens["refresh_token"]}
    assert api.anonymous().post("/api/v1/gateway/tokens/revoke", json=body).status_code == 204
    a_few_seconds_later()
    assert client.get(ME).status_code == 401


def test_refuses_no_token(api):
    answer = api.anonymous().get(ME)
    assert answer.status_code == 401
    assert answer.json()["code"] == "auth.required"


def test_a_token_says_what_was_agreed(make_user):
    user = make_user()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        token = sign_access_token(
            subject=Subject(user_id=user.id, roles=("merchant",), customer_id=user.customer_id),
            token_id="one",
        )
        row = ensure_signing_key()
        read = jwt.decode(token, OKPKey.import_key(row.public_jwk), algorithms=["EdDSA"])
    assert read.header == {"typ": "at+jwt", "alg": "EdDSA", "kid": row.kid}
    said = read.claims
    assert said["exp"] - said["iat"] == timedelta(minutes=10).total_seconds()
    assert (said["sub"], said["jti"]) == (str(user.id), "one")
    assert said["customer_id"] == str(user.customer_id)
    assert (said["operator_id"], said["livemode"], said["scopes"]) == (None, True, [])
