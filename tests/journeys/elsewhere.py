"""The world over real HTTP, where contexts are processes of their own."""

from typing import Any

import httpx
from django.db import connections

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.events import inbox
from quenty.platform.events.envelope import COLUMNS
from quenty.platform.events.rows import envelope_of
from tests.support.waiting import eventually

_ARCHIVED = f"SELECT {', '.join(COLUMNS)} FROM platform_outbox_archive"  # noqa: S608  (constants)


class HttpAnswer:
    """Read as the answers of Django's test client are."""

    def __init__(self, answer: httpx.Response) -> None:
        self.status_code = answer.status_code
        self.content = answer.content
        self.headers = answer.headers
        self.json = answer.json

    def getvalue(self) -> bytes:
        return self.content


class HttpClient:
    """As `ApiClient`, of a server at `base_url`."""

    def __init__(self, base_url: str, credential: str = "") -> None:
        self.customer_id: Any = None
        headers = {"Accept-Language": "es"}
        if credential:
            headers["Authorization"] = f"Bearer {credential}"
        self._http = httpx.Client(base_url=base_url, headers=headers, timeout=30, trust_env=False)

    def _ask(self, method: str, path: str, key: str = "", **sent: Any) -> HttpAnswer:
        headers = {**(sent.pop("headers", None) or {}), **({"Idempotency-Key": key} if key else {})}
        return HttpAnswer(self._http.request(method, path, headers=headers, **sent))

    def request(
        self, method: str, path: str, *, json_: Any = None, headers: dict[str, str] | None = None
    ) -> HttpAnswer:
        return self._ask(method, path, json=json_, headers=headers)

    def get(self, path: str) -> HttpAnswer:
        return self._ask("GET", path)

    def post(
        self, path: str, *, json: Any = None, key: str = "", headers: dict[str, str] | None = None
    ) -> HttpAnswer:
        return self._ask("POST", path, key, json=json, headers=headers)

    def patch(self, path: str, *, json: Any = None, key: str = "") -> HttpAnswer:
        return self._ask("PATCH", path, key, json=json)

    def put(self, path: str, *, json: Any = None, key: str = "") -> HttpAnswer:
        return self._ask("PUT", path, key, json=json)

    def upload(self, path: str, data: dict[str, Any], *, key: str = "") -> HttpAnswer:
        files = {
            name: (value.name, value.read(), value.content_type)
            for name, value in data.items()
            if hasattr(value, "read")
        }
        plain = {name: value for name, value in data.items() if name not in files}
        return self._ask("POST", path, key, data=plain, files=files)


class HttpApi:
    """As `Api`. `admin`: e-mail and password of somebody who may do everything."""

    def __init__(self, base_url: str, admin: tuple[str, str]) -> None:
        self._base_url = base_url
        self._admin = admin

    def anonymous(self) -> HttpClient:
        return HttpClient(self._base_url)

    def with_token(self, token: str) -> HttpClient:
        return HttpClient(self._base_url, token)

    def as_role(self, role: str) -> HttpClient:
        assert role == "admin"
        body = dict(zip(("email", "password"), self._admin, strict=True))
        answer = self.anonymous().post("/api/v1/gateway/tokens", json=body)
        assert answer.status_code in (200, 201), answer.content
        return self.with_token(answer.json()["access_token"])


def settled(*contexts: str) -> None:
    """Wait until every event has reached everybody it is for and nothing is left to do."""
    eventually(_quiet, seconds=60, what="the processes of this split have something left to do")


def _quiet() -> bool:
    """Outboxes first: what they let go of meanwhile is then missing from an inbox."""
    sent = 0
    for context in CONTEXTS.values():
        with connections[context.alias].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM platform_outbox WHERE available_at <= now()")
            if cursor.fetchone()[0]:
                return False
            cursor.execute(_ARCHIVED)
            sent += sum(len(inbox.addressees(envelope_of(row))) for row in cursor.fetchall())
    return sent == sum(_acted_on(context.alias) for context in CONTEXTS.values())


def _acted_on(alias: str) -> int:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE status = 'pending'"
            " AND next_attempt_at <= now()) FROM platform_inbox"
        )
        received, due = cursor.fetchone()
    return -1 if due else int(received)
