"""At most one supervisor over a state folder, and where to find it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quenty.platform.embedded.statefiles import write_private

LOCK = "up.lock"
WHERE = "up.json"


class AlreadyUp(Exception):
    """Another supervisor runs from this folder; the message says where."""


@contextmanager
def claimed(state: Path, port: int) -> Iterator[None]:
    """Hold the folder and tell others the address. Raises AlreadyUp when it is held."""
    state.mkdir(parents=True, exist_ok=True)
    with open(state / LOCK, "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            running = where(state)
            raise AlreadyUp(
                f"running already on port {running.get('port')} (process {running.get('pid')})"
            ) from None
        write_private(state / WHERE, json.dumps({"pid": os.getpid(), "port": port}))
        try:
            yield
        finally:
            (state / WHERE).unlink(missing_ok=True)


def where(state: Path) -> dict[str, int]:
    """`pid` and `port` of the supervisor that runs from this folder, or an empty dict."""
    try:
        found: dict[str, int] = json.loads((state / WHERE).read_text())
    except (OSError, ValueError):
        return {}
    return found
