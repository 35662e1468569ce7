"""The servers of a run: started by the first process of it that asks, shared by all."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from quenty.platform.embedded.packages import PROJECT, Unavailable
from quenty.platform.embedded.statefiles import locked, write_private
from quenty.platform.testing.brokers.guard import STATE
from quenty.platform.testing.cluster import FOLDER, PREFIX

# Fetching its packages included.
START_SECONDS = 400
STOP_SECONDS = 30
PID = "guard.pid"

_started: dict[str, subprocess.Popen[bytes]] = {}


def url_of(kind: str) -> str:
    """Where this run's `rabbitmq` or `redis` is. Raises Unavailable with one line of reason."""
    folder = _folder() / kind
    with locked(folder):
        if not (folder / STATE).exists():
            _start(kind, folder)
        state = json.loads((folder / STATE).read_text())
    if "error" in state:
        raise Unavailable(state["error"])
    return str(state["url"])


def stop_all() -> None:
    """End what this run started. Called by the process that began the run, at its end."""
    pids = []
    for path in _folder().glob(f"*/{PID}"):
        with suppress(ValueError, psutil.NoSuchProcess):
            process = psutil.Process(int(path.read_text()))
            if "quenty.platform.testing.brokers.guard" in process.cmdline():
                process.send_signal(signal.SIGTERM)
                pids.append(process)
    psutil.wait_procs(pids, timeout=STOP_SECONDS)
    for child in _started.values():
        child.poll()


def _folder() -> Path:
    return Path(os.environ[FOLDER]) / "brokers"


def owner() -> int:
    """The pid of the process that began the run: it named the folder."""
    return int(Path(os.environ[FOLDER]).name.removeprefix(PREFIX).split("-")[0])


def _start(kind: str, folder: Path) -> None:
    command = (sys.executable, "-m", "quenty.platform.testing.brokers.guard")
    with open(folder / "guard.log", "wb") as log:
        # Not to die with a worker of the run that ends before the others: it watches the owner.
        guard = subprocess.Popen(
            [*command, kind, str(folder), str(owner())],
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _started[kind] = guard
    write_private(folder / PID, str(guard.pid))
    deadline = time.monotonic() + START_SECONDS
    while not (folder / STATE).exists():
        if guard.poll() is not None or time.monotonic() > deadline:
            reason = (folder / "guard.log").read_text(errors="replace").splitlines()[-1:]
            raise Unavailable(f"{kind} did not start: {' '.join(reason)}")
        time.sleep(0.05)
