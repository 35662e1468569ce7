"""Which processes make up a Quenty on one machine, and with what environment."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from quenty.platform.embedded.ports import LOOPBACK
from quenty.platform.supervisor.child import Child
from quenty.platform.supervisor.units import Unit, environment_of, front_of

WEB_WORKERS = 2
# At work at once, in each.
WEB_THREADS = 4
ROLES = ("relay", "worker", "beat")


def children(folder: Path, port: int) -> list[Child]:
    """The web server on `port` of the loopback interface, and the background roles."""
    return _processes(folder, port, _environment(os.environ, port), WEB_WORKERS)


def children_of_units(
    folder: Path,
    units: list[Unit],
    *,
    broker: str,
    state: Path,
    outside: Mapping[str, str] = os.environ,
) -> list[Child]:
    """The same for each unit, with what it may know of `outside`, an environment that names
    every database. `state`: where each unit has a folder of its own.
    """
    outside = _environment(outside, front_of(units).port)
    found: list[Child] = []
    for unit in units:
        env = environment_of(unit, units, outside, broker=broker)
        env["QUENTY_STATE_DIR"] = str(state / "units" / unit.name)
        found += _processes(folder, unit.port, env, 1, prefix=f"{unit.name} ")
    return found


def _processes(
    folder: Path, port: int, env: dict[str, str], workers: int, prefix: str = ""
) -> list[Child]:
    web = env | {"QUENTY_POOL_SIZE": str(WEB_THREADS)}
    roles = (sys.executable, "manage.py", "run_roles", *ROLES)
    return [
        Child(f"{prefix}web", web_command(port, workers=workers), web, folder),
        # Threads that never end keep a connection each: a pool would only make them wait.
        Child(f"{prefix}roles", roles, env | {"QUENTY_POOL_SIZE": "0"}, folder),
    ]


def web_command(port: int, host: str = LOOPBACK, workers: int = WEB_WORKERS) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "quenty.web"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
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
