"""A supervised process: started, started again when it dies, stopped with all it started."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from quenty.platform.embedded.process import spawn

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# Who stays up this long has recovered: the next crash starts from the first pause.
STEADY_SECONDS = 60.0


@dataclass
class Child:
    """`command` is run in `folder` with `env`, in a process group of its own.

    `output`: where it writes, if not where we do.
    """

    name: str
    command: tuple[str, ...]
    env: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    started_at: float = 0.0
    restart_at: float | None = None
    output: IO[bytes] | None = field(default=None, repr=False)
    pause: float = FIRST_PAUSE

    def start(self) -> None:
        self.process = spawn(
            self.command,
            last_word=signal.SIGTERM,
            output=self.output,
            cwd=self.folder,
            env=self.env,
        )
        self.started_at = time.monotonic()
        self.restart_at = None

    def tend(self) -> str | None:
        """Start it again if it died and its pause is over; answers what happened, if anything."""
        now = time.monotonic()
        if self.restart_at is not None:
            if now >= self.restart_at:
                self.start()
                return f"{self.name} started again"
            return None
        code = self.process.poll() if self.process else None
        if code is None:
            return None
        # What it started itself may have outlived it and hold the port.
        self.kill()
        self.pause = (
            FIRST_PAUSE
            if now - self.started_at > STEADY_SECONDS
            else min(self.pause * 2, LONGEST_PAUSE)
        )
        self.restart_at = now + self.pause
        return f"{self.name} ended with code {code}; next start in {self.pause:.0f} s"

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> bool:
        """Whether it was gone before `until` (monotonic seconds)."""
        if self.process is None:
            return True
        try:
            self.process.wait(timeout=max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End what is left of its process group."""
        if self.process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
