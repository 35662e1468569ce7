"""The same statements by pgbench: each recorded request once, over as many clients."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from django.db import connections

from benchmarks.recording import Recorded
from benchmarks.traffic import CLIENTS
from quenty.platform.embedded.binaries import binary
from quenty.platform.embedded.ports import LOOPBACK

_TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


def seconds(recorded: Sequence[Recorded], folder: Path, *, clients: int = CLIENTS) -> float:
    """How long all statements of all requests take; each database's in turn, summed.

    Raises RuntimeError when a statement fails.
    """
    aliases = {alias for row in recorded for alias, _ in row.statements}
    return sum(_of_alias(recorded, alias, folder, clients) for alias in sorted(aliases))


def _of_alias(recorded: Sequence[Recorded], alias: str, folder: Path, clients: int) -> float:
    script = folder / f"{alias}.sql"
    script.write_text(script_of([row.of(alias) for row in recorded], clients))
    database = connections[alias].settings_dict
    command = [
        *(str(binary("pgbench")), "--no-vacuum", "--protocol=simple"),
        *("--client", str(clients), "--jobs", "1", "--transactions", "1"),
        *("--file", str(script), "--host", LOOPBACK, "--port", str(database["PORT"])),
        *("--username", str(database["USER"]), str(database["NAME"])),
    ]
    env = {**os.environ, "PGPASSWORD": str(database["PASSWORD"])}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    found = _TPS.search(done.stdout)
    if done.returncode or not found or "aborted" in done.stderr:
        raise RuntimeError(f"pgbench: {done.stderr[-1500:]}")
    return clients / float(found.group(1))


def script_of(requests: Sequence[Sequence[str]], clients: int) -> str:
    """One script in which each client finds its own share of the requests."""
    lines: list[str] = []
    for client in range(clients):
        lines.append(rf"\{'if' if client == 0 else 'elif'} :client_id = {client}")
        for statements in requests[client::clients]:
            lines += [sql.strip().rstrip(";") + ";" for sql in statements]
    return "\n".join([*lines, r"\endif", ""])
