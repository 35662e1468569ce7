"""The API over HTTP: JSON in, JSON out, refusals as exceptions, patience where it is busy."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

T = TypeVar("T")

_PATIENCE = 30
_BUSY = (429, 503)


class Refused(Exception):
    """A problem+json answer. `code`: its stable code."""

    def __init__(self, method: str, path: str, response: httpx.Response) -> None:
        try:
            body = response.json()
        except ValueError:
            body = {}
        self.status = response.status_code
        self.code = str(body.get("code", ""))
        errors = "; ".join(f"{e['pointer']}: {e['detail']}" for e in body.get("errors", []))
        self.detail = errors or str(body.get("detail", response.text[:200]))
        super().__init__(f"{method} {path}: {self.status} {self.code} {self.detail}")


class NotInTime(Exception):
    """What was waited for did not come."""


class Client:
    """One base address, one credential. Threads may share it."""

    def __init__(self, base_url: str, credential: str = "", *, connections: int = 8) -> None:
        self.base_url = base_url.rstrip("/")
        headers = {"Accept-Language": "en"}
        if credential:
            headers["Authorization"] = f"Bearer {credential}"
        self._http = httpx.Client(
            base_url=self.base_url,
            headers=headers,
            timeout=60,
            limits=httpx.Limits(max_connections=connections),
            # The demo talks to this machine; a proxy has no part in it.
            trust_env=False,
        )

    def close(self) -> None:
        self._http.close()

    def get(self, path: str, **params: Any) -> Any:
        return self.send("GET", path, params=params or None).json()

    def post(self, path: str, body: Any = None, *, key: str = "") -> Any:
        """`key`: an Idempotency-Key, so that a repeat does nothing new."""
        response = self.send("POST", path, json=body, headers=_key(key))
        return response.json() if response.content else None

    def put(self, path: str, body: Any) -> Any:
        return self.send("PUT", path, json=body).json()

    def upload(
        self, path: str, file: tuple[str, bytes, str], fields: dict[str, str], *, key: str = ""
    ) -> Any:
        """`file`: name, content, media type."""
        parts = {"file": file}
        return self.send("POST", path, files=parts, data=fields, headers=_key(key)).json()

    def download(self, method: str, path: str, body: Any = None) -> bytes:
        return self.send(method, path, json=body).content

    def pages(self, path: str, **params: Any) -> list[Any]:
        """All rows of a list."""
        rows: list[Any] = []
        page = self.get(path, page_size=100, **params)
        while True:
            rows += page["results"]
            if not page["next"]:
                return rows
            page = self.get(page["next"])

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Raises Refused. Waits and asks again while the server is busy."""
        for _ in range(_PATIENCE):
            response = self._http.request(method, path, **options)
            if response.status_code not in _BUSY:
                break
            time.sleep(min(2.0, float(response.headers.get("Retry-After", "0.5"))))
        if response.status_code >= 400:
            raise Refused(method, path, response)
        return response


def _key(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key} if key else {}


def wait_for(what: str, look: Callable[[], T | None], *, seconds: float = 60) -> T:
    """What `look` gives once it gives something. Raises NotInTime, naming `what`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if found := look():
                return found
        except httpx.TransportError:
            # Not serving yet.
            pass
        time.sleep(0.2)
    raise NotInTime(f"{what}: not within {seconds:.0f} s")
