"""Requests as bytes, and a process of its own that sends them."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.stack import PROJECT
from quenty.platform.embedded.ports import LOOPBACK

CLIENTS = 8


@dataclass(frozen=True)
class Request:
    """`headers` besides those that every request has."""

    method: str
    path: str
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        plain = "" if self.body is None else json.dumps(self.body, ensure_ascii=False)
        # Each character one byte, as the client will write it.
        content = plain.encode().decode("latin-1")
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {LOOPBACK}"]
        lines += ["Accept-Language: es", *(f"{name}: {value}" for name, value in self.headers)]
        if self.method != "GET":
            lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
        return "\r\n".join([*lines, "", content])


@dataclass(frozen=True)
class Sent:
    """`per_second`: requests answered a second."""

    count: int
    seconds: float
    statuses: dict[str, int]
    latencies: list[float]
    bodies: list[Any]

    @property
    def per_second(self) -> float:
        return self.count / self.seconds


def send(
    port: int,
    requests: Sequence[Request],
    *,
    clients: int = CLIENTS,
    keep: bool = False,
    rate: float = 0,
    expect: tuple[int, ...] = (200, 201),
) -> Sent:
    """Send all requests, in order, over `clients` connections; `rate` a second at most.

    Raises RuntimeError when a status is none of `expect` (any, if empty).
    """
    asked = {
        "port": port,
        "clients": clients,
        "keep": keep,
        "rate": rate,
        "requests": [request.text() for request in requests],
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.client"],
        input=json.dumps(asked).encode(),
        capture_output=True,
        cwd=PROJECT,
        check=True,
    )
    said = json.loads(done.stdout)
    if expect and set(said["statuses"]) - {str(status) for status in expect}:
        refused = said["refused"] or [b for b in said["bodies"] if '"status"' in b][:2]
        raise RuntimeError(f"{said['statuses']} from {requests[0].path}: {refused}")
    bodies = [json.loads(body) if body else None for body in said["bodies"]]
    return Sent(len(requests), said["seconds"], said["statuses"], said["latencies"], bodies)
