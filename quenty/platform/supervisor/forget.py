"""`python -m quenty.platform.supervisor.forget FOLDER`: stop what runs from a state folder and
remove it."""

import shutil
import sys
from pathlib import Path

import psutil

from quenty.platform.embedded import server_of
from quenty.platform.supervisor.claim import where

STOP_SECONDS = 40
SIGN = "postgres.secret"


def forget(state: Path) -> None:
    """Raises FileNotFoundError for a folder that no run of ours made."""
    if not (state / SIGN).exists():
        raise FileNotFoundError(f"{state} is no state folder of Quenty's ({SIGN} is not there)")
    stop_supervisor(state)
    server_of(state).stop()
    shutil.rmtree(state)


def stop_supervisor(state: Path) -> None:
    pid = where(state).get("pid")
    if pid is None:
        return
    try:
        process = psutil.Process(pid)
        if "up" in process.cmdline():
            process.terminate()
            process.wait(timeout=STOP_SECONDS)
    except psutil.NoSuchProcess:
        return


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve()
    try:
        forget(folder)
    except FileNotFoundError as error:
        sys.exit(str(error))
    print(f"forgot {folder}")
