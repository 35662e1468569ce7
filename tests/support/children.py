"""Real processes of the product, started by a test and ended by it, by their recorded pids."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from quenty.platform.embedded.process import spawn
from quenty.platform.testing import clones

PROJECT = Path(__file__).resolve().parents[2]


class ChildProcess:
    """`python -m module arguments` with the test's databases; its output goes to a file.

    `whole`: `env` is all of its environment, and nothing of this test's is added.
    """

    def __init__(
        self, log: Path, module: str, *arguments: str, env: Mapping[str, str], whole: bool = False
    ) -> None:
        self.log = log
        self._output: IO[bytes] = open(log, "ab")  # noqa: SIM115  (closed by `stop`)
        self._process = spawn(
            (sys.executable, "-m", module, *arguments),
            last_word=signal.SIGKILL,
            output=self._output,
            cwd=PROJECT,
            env=env if whole else {**environment(), **env},
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def died_of(self) -> int | None:
        """The signal that ended it, 0 for an ordinary exit, None while it runs."""
        code = self._process.poll()
        return code if code is None else max(0, -code)

    def kill(self) -> None:
        """kill -9 to it and what it started itself, and wait until it is gone."""
        with suppress(ProcessLookupError):
            # Its own session's group, begun with it: nobody else's processes are in there.
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def wait(self, seconds: float = 30) -> int:
        """Its exit code. Raises AssertionError when it is still there after `seconds`."""
        try:
            return self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{self.pid} runs after {seconds} s:\n{self.tail()}") from None

    def stop(self, seconds: float = 30) -> int:
        """SIGTERM; gives the exit code."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            return self.wait(seconds)
        finally:
            self.kill()
            self._output.close()

    def tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])


def environment() -> dict[str, str]:
    """For a child over the databases of this test."""
    return {**os.environ, **clones.environment(), "PYTHONPATH": str(PROJECT)}
