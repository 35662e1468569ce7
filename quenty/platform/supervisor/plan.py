"""Which processes make up a Quenty on one machine, and with what environment."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from quenty.platform.embedded.ports import LOOPBACK
from quenty.platform.supervisor.child import Child

WEB_WORKERS = 2
WEB_THREADS = 4
ROLES = ("relay", "worker", "beat")


def children(folder: Path, port: int) -> list[Child]:
    """The web server on `port` of the loopback interface, and the background roles."""
    env = _environment(os.environ, port)
    roles = (sys.executable, "manage.py", "run_roles", *ROLES)
    return [
        Child("web", web_command(port), env | {"QUENTY_POOL_SIZE": str(WEB_THREADS)}, folder),
        # Threads that never end keep a connection each: a pool would only make them wait.
        Child("roles", roles, env | {"QUENTY_POOL_SIZE": "0"}, folder),
    ]


def web_command(port: int, host: str = LOOPBACK) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(WEB_WORKERS), "--blocking-threads", str(WEB_THREADS)),
        *("--no-ws", "--http", "1"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10"),
        *("--log-level", "warning"),
        "quenty.wsgi:application",
    )


def _environment(outside: Mapping[str, str], port: int) -> dict[str, str]:
    env = dict(outside)
    # Who migrates is the supervisor; whoever serves has no business with other roles' keys.
    for name in list(env):
        if name.endswith("_OWNER_DATABASE_URL") or name == "QUENTY_SUPERUSER_DATABASE_URL":
            del env[name]
    env.setdefault("QUENTY_PUBLIC_URL", f"http://{LOOPBACK}:{port}")
    # One line a request would drown everything else that a person should read here.
    env.setdefault("QUENTY_LOG_LEVEL", "WARNING")
    env["PYTHONUNBUFFERED"] = "1"
    return env
