"""One private Redis server, on a free port of the loopback interface; it keeps nothing."""

import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from quenty.platform.embedded.packages import tree_of
from quenty.platform.embedded.ports import LOOPBACK, free_port
from quenty.platform.embedded.process import spawn

PACKAGE = "redis-server"
# The package's redis-server is a link to this one, which checks its own name.
PROGRAM = "usr/bin/redis-server"
START_SECONDS = 20


class RedisServerError(RuntimeError):
    """The server did not start."""


@dataclass
class RedisServer:
    """`folder`: its log."""

    folder: Path
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"redis://{LOOPBACK}:{self.port}/0"

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Raises RuntimeError when it was not started."""
        if self._process is None:
            raise RuntimeError("Redis is not running")
        return self._process.pid

    def start(self) -> None:
        """Serve, once it answers. Raises RedisServerError, Unavailable."""
        tree = tree_of(PACKAGE, PROGRAM)
        libraries = ":".join(str(p) for p in (tree / "usr/lib").glob("*-linux-gnu*"))
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "redis.log", "ab") as log:
            self._process = spawn(
                [
                    *(tree / PROGRAM, "--port", str(self.port), "--bind", LOOPBACK),
                    *("--save", "", "--appendonly", "no", "--dir", str(self.folder)),
                ],
                last_word=signal.SIGKILL,
                output=log,
                env={"LD_LIBRARY_PATH": libraries, "LC_ALL": "C.UTF-8"},
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RedisServerError((self.folder / "redis.log").read_text(errors="replace"))
            time.sleep(0.02)

    def stop(self) -> None:
        """No error when stopped."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """kill -9, by the pid that was started here."""
        self._end(signal.SIGKILL)

    def _end(self, sig: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(sig)
            self._process.wait(timeout=START_SECONDS)
            self._process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=1) as probe:
                probe.sendall(b"PING\r\n")
                return probe.recv(5) == b"+PONG"
        except OSError:
            return False
