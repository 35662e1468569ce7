"""Requests to a web server that may die under them."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from quenty.platform.embedded.ports import LOOPBACK
from quenty.platform.registry import service_tokens
from tests.support.children import ChildProcess


@dataclass(frozen=True)
class Answered:
    """`status` 0: the connection broke before an answer came; -1: nobody listened.
    `headers`: by their names in lower case.
    """

    status: int
    headers: dict[str, str]
    body: Any = None


LOST = Answered(0, {})
REFUSED = Answered(-1, {})


class WebClient:
    """A connection for each request, so that none outlives the server it was for."""

    def __init__(self, port: int, process: ChildProcess) -> None:
        self.port = port
        self.process = process

    def is_alive(self) -> bool:
        return self.get("/healthz").status == 200

    def get(self, path: str, *, timeout: float = 15) -> Answered:
        return self._ask("GET", path, None, {}, timeout)

    def tell(
        self, subject: str = "", *, key: str = "", timeout: float = 15, **body: Any
    ) -> Answered:
        """The write: a row and an event. `key`: the same one makes it the same write."""
        subject = subject or str(uuid4())
        return self.post(
            "/t/tell", {"subject": subject, **body}, key=key or subject, timeout=timeout
        )

    def ask(self, subject: str) -> Answered:
        """The other write: a job."""
        return self.post("/t/ask", {"subject": subject}, key=subject)

    def post(self, path: str, body: Any, *, key: str, timeout: float = 15) -> Answered:
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        return self._ask("POST", path, body, headers, timeout)

    def call(self, path: str, arguments: bytes) -> Answered:
        """A method of a contract, as another unit asks for it."""
        audience = path.split("/")[2]
        token = service_tokens.issue(audience=audience)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        return self._ask("POST", path, json.loads(arguments), headers, 15)

    def _ask(
        self, method: str, path: str, body: Any, headers: dict[str, str], timeout: float
    ) -> Answered:
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=timeout)
        try:
            connection.connect()
        except OSError:
            return REFUSED
        try:
            content = None if body is None else json.dumps(body)
            connection.request(method, path, content, {"Connection": "close", **headers})
            response = connection.getresponse()
            raw = response.read()
            sent = {name.lower(): value for name, value in response.getheaders()}
            return Answered(response.status, sent, _json(raw))
        except (OSError, http.client.HTTPException):
            return LOST
        finally:
            connection.close()


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None
