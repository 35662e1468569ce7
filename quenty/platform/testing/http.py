"""`api`: clients that are somebody, with real tokens under a key of the test's own."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from joserfc import jwt
from joserfc.jwk import OKPKey

from quenty.contracts.gateway.api import KeyIdentity
from quenty.kernel.ids import new_id
from quenty.platform.auth import api_keys, tokens

KID = "tests"


class ApiClient:
    """Django's client with JSON, a credential and an idempotency key by argument."""

    def __init__(self, credential: str = "") -> None:
        self.credential = credential
        self.client = Client(raise_request_exception=False)
        self.customer_id: UUID | None = None

    def request(
        self,
        method: str,
        path: str,
        *,
        json_: Any = None,
        data: Any = None,
        headers: dict[str, str] | None = None,
        key: str = "",
        content_type: str = "application/json",
    ) -> Any:
        sent = {"Accept-Language": "es", **(headers or {})}
        if self.credential:
            sent.setdefault("Authorization", f"Bearer {self.credential}")
        if key:
            sent["Idempotency-Key"] = key
        body = data if data is not None else ("" if json_ is None else json.dumps(json_))
        return self.client.generic(method, path, body, content_type=content_type, headers=sent)

    def get(self, path: str, **options: Any) -> Any:
        return self.request("GET", path, **options)

    def upload(self, path: str, data: dict[str, Any], **options: Any) -> Any:
        """A multipart POST; files are Django's SimpleUploadedFile."""
        sent = {"Accept-Language": "es", **options.pop("headers", {})}
        if self.credential:
            sent.setdefault("Authorization", f"Bearer {self.credential}")
        if options.get("key"):
            sent["Idempotency-Key"] = options["key"]
        return self.client.post(path, data, headers=sent)

    def _with_json(self, method: str, path: str, options: dict[str, Any]) -> Any:
        return self.request(method, path, json_=options.pop("json", None), **options)

    def post(self, path: str, **options: Any) -> Any:
        return self._with_json("POST", path, options)

    def patch(self, path: str, **options: Any) -> Any:
        return self._with_json("PATCH", path, options)

    def put(self, path: str, **options: Any) -> Any:
        return self._with_json("PUT", path, options)

    def delete(self, path: str, **options: Any) -> Any:
        return self._with_json("DELETE", path, options)


class Api:
    """Makes clients: `as_merchant`, `as_role`, `as_key`, `anonymous`, `with_token`."""

    def __init__(self, sign: Callable[[dict[str, Any]], str], keys: dict[str, KeyIdentity]) -> None:
        self._sign = sign
        self._keys = keys

    def claims(self, **changes: Any) -> dict[str, Any]:
        """What a valid access token says, with changes."""
        now = int(time.time())
        return {
            "iss": settings.QUENTY_PUBLIC_URL,
            "aud": settings.QUENTY_JWT_AUDIENCE,
            "sub": str(new_id()),
            "iat": now,
            "nbf": now,
            "exp": now + 600,
            "jti": f"test-{new_id()}",
            "roles": [],
            "scopes": [],
            "customer_id": None,
            "franchise_id": None,
            "operator_id": None,
            "driver_id": None,
            "livemode": True,
            **changes,
        }

    def token(self, **changes: Any) -> str:
        return self._sign(self.claims(**changes))

    def with_token(self, token: str) -> ApiClient:
        return ApiClient(token)

    def anonymous(self) -> ApiClient:
        return ApiClient()

    def as_role(self, *roles: str, **claims: Any) -> ApiClient:
        """Somebody with these roles; `operator_id`, `franchise_id` ... as claims."""
        plain = {k: str(v) if isinstance(v, UUID) else v for k, v in claims.items()}
        return ApiClient(self.token(roles=[str(role) for role in roles], **plain))

    def as_merchant(self, customer_id: UUID | None = None, **claims: Any) -> ApiClient:
        """A merchant's user; `.customer_id` says which merchant."""
        customer_id = customer_id or new_id()
        client = self.as_role("merchant", customer_id=customer_id, **claims)
        client.customer_id = customer_id
        return client

    def as_key(
        self,
        customer_id: UUID | None = None,
        *,
        scopes: tuple[str, ...] = (),
        roles: tuple[str, ...] = ("merchant",),
        livemode: bool = True,
    ) -> ApiClient:
        """An API key with these scopes."""
        key = f"qk_{'live' if livemode else 'test'}_fixture_{new_id().hex}"
        self._keys[key] = KeyIdentity(
            key_id=new_id(),
            customer_id=customer_id or new_id(),
            roles=roles,
            scopes=scopes,
            livemode=livemode,
            allowed_networks=(),
            expires_at=None,
        )
        client = ApiClient(key)
        client.customer_id = self._keys[key].customer_id
        return client


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """Clients by role. Their tokens are real; only the key that signs them is the test's."""
    with signing(monkeypatch) as clients:
        yield clients


@contextmanager
def signing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """What the `api` fixture gives, for fixtures that outlive a test."""
    key = OKPKey.generate_key("Ed25519", {"kid": KID, "alg": "EdDSA", "use": "sig"})
    named = json.dumps([key.as_dict(private=False)])
    keys: dict[str, KeyIdentity] = {}
    real_keys, real_revoked, real_identity = tokens._keys_named, tokens._revoked, api_keys._identity

    def sign(claims: dict[str, Any]) -> str:
        header = {"alg": "EdDSA", "kid": KID, "typ": "at+jwt"}
        return jwt.encode(header, claims, key, algorithms=["EdDSA"])

    def revoked(claims: dict[str, Any], writes: bool = True) -> bool:
        return False if claims["jti"].startswith("test-") else real_revoked(claims, writes)

    monkeypatch.setattr(tokens, "_keys_named", lambda k: named if k == KID else real_keys(k))
    monkeypatch.setattr(tokens, "_revoked", revoked)
    monkeypatch.setattr(
        api_keys,
        "_identity",
        lambda key, writes=True: keys[key] if key in keys else real_identity(key, writes),
    )
    tokens.forget()
    api_keys.forget()
    yield Api(sign, keys)
    tokens.forget()
    api_keys.forget()
