"""What a fresh machine needs before Django's settings can be read."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.embedded.addresses import SUPERUSER, database_urls, password_of
from quenty.platform.embedded.ports import free_port, is_free
from quenty.platform.embedded.server import Server
from quenty.platform.embedded.statefiles import locked, write_env, write_private

SECRETS = "secrets.env"
DATABASES = "databases.env"


def configured(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether somebody named a database server, so that none is to be embedded."""
    return any(f"{name.upper()}_DATABASE_URL" in environ for name in CONTEXTS)


def provision(state: Path) -> None:
    """Write `secrets.env` and `databases.env` of a state folder, unless they are there and true.

    The port is kept while it is free or our own server holds it. Starts nothing.
    Raises OSError when the folder cannot be written.
    """
    with locked(state):
        if not (state / SECRETS).exists():
            write_env(state / SECRETS, _new_secrets())
        secret = _kept(state / "postgres.secret", secrets.token_hex(32))
        port = int(_kept(state / "postgres.port", str(free_port())))
        if not is_free(port) and not _server(state, port, secret).pid():
            port = free_port()
            write_private(state / "postgres.port", str(port))
        write_env(state / DATABASES, database_urls(secret, port))


def server_of(state: Path) -> Server:
    """The embedded server of a provisioned state folder, running or not."""
    secret = (state / "postgres.secret").read_text()
    return _server(state, int((state / "postgres.port").read_text()), secret)


def _server(state: Path, port: int, secret: str) -> Server:
    return Server(
        folder=state / "postgres",
        port=port,
        password=password_of(secret, SUPERUSER),
        log=state / "postgres.log",
    )


def _kept(path: Path, fresh: str) -> str:
    if not path.exists():
        write_private(path, fresh)
    return path.read_text().strip()


def _new_secrets() -> dict[str, str]:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {
        "QUENTY_SECRET_KEY": secrets.token_urlsafe(50),
        "QUENTY_ENCRYPTION_KEYS": f"k1:{key}",
    }
