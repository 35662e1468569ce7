"""The SQL that requests really issue, each statement with its parameters in place."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connections
from django.test import Client

from benchmarks.traffic import Request
from quenty.kernel.contexts import CONTEXTS

# Names the file of recorded requests to the bare server.
FILE = "BENCH_RECORDED"


@dataclass(frozen=True)
class Recorded:
    """`statements`: (alias, SQL) in the order they ran, BEGIN and COMMIT among them."""

    statements: list[tuple[str, str]]
    status: int
    body: Any

    def of(self, alias: str) -> list[str]:
        return [sql for name, sql in self.statements if name == alias]


def is_of_key(sql: str) -> bool:
    return "platform_idempotency_key" in sql or "pg_try_advisory_xact_lock" in sql


class _Tap:
    """Takes the place of a connection's log of queries."""

    def __init__(self, alias: str, statements: list[tuple[str, str]]) -> None:
        self.alias, self.statements = alias, statements

    def append(self, query: dict[str, Any]) -> None:
        sql = str(query["sql"])
        if " times: " in sql[:20]:
            raise NotImplementedError(f"executemany in a request: {sql[:200]}")
        self.statements.append((self.alias, sql))

    def clear(self) -> None:
        """Django clears the log when a request begins; this one is longer than a request."""


@contextmanager
def _tapped() -> Iterator[list[tuple[str, str]]]:
    statements: list[tuple[str, str]] = []
    kept = []
    for context in CONTEXTS.values():
        connection = connections[context.alias]
        connection.ensure_connection()
        kept.append((connection, connection.queries_log))
        connection.queries_log = _Tap(context.alias, statements)  # type: ignore[assignment]
        connection.force_debug_cursor = True
    try:
        yield statements
    finally:
        for connection, log in kept:
            connection.queries_log = log
            connection.force_debug_cursor = False


def record(requests: Sequence[Request]) -> list[Recorded]:
    """Send requests one after another to this process's own application.

    Raises RuntimeError for one that fails.
    """
    client, found = Client(), []
    with _tapped() as statements:
        for request in requests:
            statements.clear()
            answer = _ask(client, request)
            if answer.status_code >= 400:
                raise RuntimeError(f"{request.path}: {answer.content[:500]!r}")
            body = json.loads(answer.content)
            found.append(Recorded(list(statements), answer.status_code, body))
    return found


def _ask(client: Client, request: Request) -> Any:
    content = "" if request.body is None else json.dumps(request.body, ensure_ascii=False)
    return client.generic(
        request.method,
        request.path,
        content,
        content_type="application/json",
        headers={"Accept-Language": "es", **dict(request.headers)},
    )


def write(recorded: dict[str, list[Recorded]], path: Path) -> None:
    """For the bare server, which reads it when it starts."""
    plain = {kind: [asdict(row) for row in rows] for kind, rows in recorded.items()}
    path.write_text(json.dumps(plain))


def read(path: Path) -> dict[str, list[Recorded]]:
    plain = json.loads(path.read_text())
    return {kind: [Recorded(**row) for row in rows] for kind, rows in plain.items()}
