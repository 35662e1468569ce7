"""A private PostgreSQL for one run of the tests, in a temporary folder.

Addresses are fixed and put into the environment before Django reads its settings; the
server starts when a test first wants a database. Workers of one run share it.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import psutil

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.embedded import Server, database_urls
from quenty.platform.embedded.addresses import SUPERUSER, password_of
from quenty.platform.embedded.ports import free_port

PREFIX = "quenty-tests-"
FOLDER = "QUENTY_TEST_CLUSTER"
STATE = "QUENTY_STATE_DIR"
# Nothing here has to survive a power cut.
CHEAP = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
    "checkpoint_timeout=1h",
    "autovacuum=off",
    "jit=off",
)

_own: Server | None = None


def prepare() -> None:
    """Choose folder, port and passwords, unless the run that started this process has."""
    global _own
    if FOLDER in os.environ:
        return
    _sweep()
    made = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    # A server that runs as somebody else must be able to enter.
    made.chmod(0o755)
    secret, port = secrets.token_hex(16), free_port()
    _own = Server(
        folder=made / "postgres",
        port=port,
        password=password_of(secret, SUPERUSER),
        log=made / "postgres.log",
        options=CHEAP,
    )
    # A context that is tested alone is told of no other's database.
    hosted = os.environ.get("QUENTY_CONTEXTS", ",".join(CONTEXTS)).split(",")
    os.environ.update(database_urls(secret, port, contexts=hosted))
    os.environ[FOLDER] = str(made)
    os.environ[STATE] = str(made / "state")
    atexit.register(finish)


def folder() -> Path:
    """The temporary folder of this run, shared by its workers and gone with it."""
    return Path(os.environ[FOLDER])


def start() -> None:
    """Serve. Does nothing in a worker, whose controller did, or the second time."""
    if _own is not None:
        _own.start()


def finish() -> None:
    """Stop the server and remove the folder, if they are this process's."""
    global _own
    if _own is not None:
        _own.stop()
        shutil.rmtree(_own.folder.parent, ignore_errors=True)
        _own = None


def _sweep() -> None:
    """Remove what runs left that were killed; their servers died with them."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = left.name.removeprefix(PREFIX).split("-")[0]
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def outside_environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment without this run's databases and settings, for a child that has its own."""
    ours = ("QUENTY_", "DJANGO_SETTINGS_MODULE", "PYTEST_")
    return {
        name: value
        for name, value in environ.items()
        if not name.startswith(ours) and not name.endswith("_DATABASE_URL")
    }
