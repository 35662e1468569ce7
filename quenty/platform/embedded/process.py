"""Child processes that don't outlive us and don't hear our terminal."""

import ctypes
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1


def dies_with_parent(sig: signal.Signals) -> Callable[[], None] | None:
    """A preexec function by which Linux sends `sig` when the parent dies, even by kill -9."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(sig))

    return ask


def spawn(
    command: Sequence[str | Path],
    *,
    last_word: signal.Signals,
    output: IO[bytes] | None = None,
    cwd: Path | str = "/",
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own: Ctrl-C reaches us alone, and we stop it in order."""
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=dict(env) if env is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
        preexec_fn=dies_with_parent(last_word),
    )
