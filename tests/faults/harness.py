"""The product's real processes on the loopback interface, killed by the pids it recorded."""

import os
import secrets
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg

from quenty.platform.embedded import Server, database_urls
from quenty.platform.embedded.addresses import SUPERUSER, password_of, superuser_url
from quenty.platform.embedded.ports import free_port
from quenty.platform.embedded.rabbitmq import RabbitServer
from quenty.platform.supervisor.plan import web_command
from quenty.platform.testing.cluster import outside_environment
from tests.faults import databases
from tests.faults.client import WebClient
from tests.platform.transports.effects import CONTEXTS
from tests.support.children import PROJECT, ChildProcess
from tests.support.waiting import eventually

# Survives the death of the server, though not of the machine.
OPTIONS = ("fsync=off", "full_page_writes=off", "autovacuum=off", "jit=off")


class Platform:
    """Databases, a broker if asked for, and as many web servers and roles as a test starts."""

    def __init__(self, folder: Path, transport: str) -> None:
        secret, port = databases.secret(), free_port()
        self.folder = folder
        self.postgres = Server(
            folder=folder / "postgres",
            port=port,
            password=password_of(secret, SUPERUSER),
            log=folder / "postgres.log",
            options=OPTIONS,
        )
        self.broker = RabbitServer(folder / "rabbitmq") if transport == "rabbitmq" else None
        self._superuser = superuser_url(secret, port).rpartition("/")[0]
        self._children: list[ChildProcess] = []
        self.env = {
            **outside_environment(),
            **database_urls(secret, port, contexts=CONTEXTS),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": str(PROJECT),
            "QUENTY_CONTEXTS": ",".join(CONTEXTS),
            "QUENTY_STATE_DIR": str(folder / "state"),
            "QUENTY_EVENTS_TRANSPORT": transport,
            "RABBITMQ_URL": self.broker.url if self.broker else "",
        }

    def start(self) -> None:
        """Databases and broker; migrated and declared."""
        if self.broker:
            self.broker.begin()
        databases.start(self.postgres, self._migrate)
        if self.broker:
            self.broker.wait()

    def _migrate(self) -> None:
        for command in ("bootstrap", "migrate_contexts"):
            done = self.manage(command)
            assert done.returncode == 0, done.stderr[-2000:]

    def stop(self) -> None:
        for child in reversed(self._children):
            child.stop()
        if self.broker:
            self.broker.stop()
        self.postgres.stop()

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        """`manage.py`, over these databases."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )

    def cut_power(self) -> None:
        """The database server and all its backends, as in a machine that loses its power, short
        of its disk."""
        postmaster = psutil.Process(self.postgres.pid())
        family = [postmaster, *postmaster.children(recursive=True)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(family, timeout=10)

    def roles(self, *names: str, **env: str) -> ChildProcess:
        """Relay, worker: with the tests' own consumer."""
        return self._start("tests.platform.transports.child", *names, env=env)

    def roles_dying(self, *names: str, at: str) -> ChildProcess:
        """The same, killed at a point of `dying_roles`."""
        return self._start("tests.faults.dying_roles", *names, env={"DIE_AT": at})

    def module(self, name: str, *arguments: str, **env: str) -> ChildProcess:
        return self._start(name, *arguments, env=env)

    def web(self, *, port: int | None = None, threads: int = 4, **env: str) -> WebClient:
        """A web server that answers; a client of it, with the process as `.process`."""
        port = port or free_port()
        # As the product starts it, from behind `python -m`.
        _, _, module, *command = web_command(port, workers=1)
        settings = {"QUENTY_WEB_THREADS": str(threads), "QUENTY_POOL_SIZE": str(threads), **env}
        process = self._start(module, *command, env=settings)
        client = WebClient(port, process)
        eventually(client.is_alive, seconds=60, what=f"the web server: {process.tail()}")
        return client

    def _start(self, module: str, *arguments: str, env: dict[str, str]) -> ChildProcess:
        log = self.folder / f"{module.rpartition('.')[2]}{len(self._children)}.log"
        child = ChildProcess(log, module, *arguments, env={**self.env, **env}, whole=True)
        self._children.append(child)
        return child

    def rows(self, context: str, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Of a context's database, as superuser."""
        url = f"{self._superuser}/quenty_{context}"
        with psycopg.connect(url, options=f"-c search_path={context}") as connection:
            return connection.execute(query, parameters or None).fetchall()

    def effects(self) -> list[str]:
        """Subjects of every event's effect in orders, in the order of their commits."""
        return self._recorded("orders", "seen%")

    def jobs(self) -> list[str]:
        """Subjects of every job that ran."""
        return self._recorded("orders", "job")

    def told(self) -> list[str]:
        """Subjects of every write that was committed in customers."""
        return self._recorded("customers", "told")

    def _recorded(self, context: str, action: str) -> list[str]:
        query = "SELECT subject FROM platform_audit WHERE action LIKE %s ORDER BY id"
        return [subject for (subject,) in self.rows(context, query, action)]

    def statuses(self) -> dict[str, int]:
        """How many inbox rows are in each state."""
        query = "SELECT status, count(*) FROM platform_inbox GROUP BY status"
        return dict(self.rows("orders", query))  # type: ignore[arg-type]

    def waiting(self) -> int:
        """Outbox rows not yet handed over."""
        count = "SELECT count(*) FROM platform_outbox"
        return sum(int(self.rows(context, count)[0][0]) for context in CONTEXTS)

    def settled(self, count: int) -> bool:
        """Whether the outbox is empty and that many messages are done."""
        return self.waiting() == 0 and self.statuses() == {"done": count}

    def hold_invariants(self) -> None:
        """Each committed write has exactly one effect or is parked; no effect without one."""
        told, effects = self.told(), self.effects()
        assert len(effects) == len(set(effects)), "an effect happened twice"
        assert len(told) == len(set(told)), "a write happened twice"
        assert set(effects) <= set(told)
        parked = self.statuses().get("parked", 0)
        assert len(told) == len(effects) + parked, "a committed event is missing"
        assert self.waiting() == 0


def seed() -> int:
    """Of this run: from FAULT_SEED, or fresh. Print it where something may fail."""
    return int(os.environ.get("FAULT_SEED", secrets.randbelow(10**6)))
