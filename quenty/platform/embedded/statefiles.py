"""Files of the state folder: private, written whole or not at all."""

import fcntl
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Put `text` into a file that only its owner may read; readers see the old or the new."""
    if path.exists() and path.read_text() == text:
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as out:
        out.write(text)
    os.chmod(temporary, 0o600)
    os.replace(temporary, path)


def write_env(path: Path, variables: Mapping[str, str]) -> None:
    lines = [f"{name}={value}" for name, value in variables.items()]
    write_private(path, "\n".join(lines) + "\n")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder against other processes that would write it."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
