"""Migrated databases: made by the first platform of a run, copied by the others."""

import hashlib
import os
import secrets
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from quenty.platform.embedded import Server
from quenty.platform.embedded.statefiles import locked
from quenty.platform.testing import cluster
from tests.support.children import PROJECT

# Where several runs share them.
SHARED = "FAULT_TEMPLATES"


def secret() -> str:
    """What every platform's passwords come of, as they are in the copied databases."""
    with locked(_folder()):
        kept = _folder() / "secret"
        if not kept.exists():
            kept.write_text(secrets.token_hex(16))
        return kept.read_text()


def start(server: Server, migrate: Callable[[], None]) -> None:
    """Serve. `migrate`: called while it serves empty databases, where nobody did so before."""
    template = _folder() / _migrations()
    with locked(_folder()):
        if not template.exists():
            server.start()
            migrate()
            server.stop()
            half_made = template.with_suffix(".new")
            shutil.rmtree(half_made, ignore_errors=True)
            _copy(server.folder, half_made)
            half_made.rename(template)
        else:
            _copy(template, server.folder)
    server.start()


def _folder() -> Path:
    return Path(os.environ.get(SHARED) or cluster.folder() / "faults")


def _copy(source: Path, target: Path) -> None:
    # Whose they are too: PostgreSQL serves nobody else's.
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)


def _migrations() -> str:
    digest = hashlib.sha256()
    for top in ("quenty", "apps"):
        for path in sorted((PROJECT / top).glob("**/migrations/*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
