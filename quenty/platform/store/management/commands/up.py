"""`manage.py up`: the whole of Quenty on this machine, until Ctrl-C."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from quenty.platform.db.bootstrap import bootstrap, targets
from quenty.platform.db.migrate import migrate_context
from quenty.platform.embedded import EmbeddedServerError, server_of
from quenty.platform.embedded.packages import Unavailable
from quenty.platform.embedded.ports import LOOPBACK, next_free
from quenty.platform.embedded.rabbitmq import RabbitServerError
from quenty.platform.events.transports.rabbitmq.draining import NotDrained
from quenty.platform.locales import compile_stale
from quenty.platform.supervisor.broker import broker
from quenty.platform.supervisor.child import Child
from quenty.platform.supervisor.claim import AlreadyUp, claimed
from quenty.platform.supervisor.plan import children, children_of_units
from quenty.platform.supervisor.queues import remembered, settle
from quenty.platform.supervisor.servers import GivenUp, KeptServer
from quenty.platform.supervisor.supervisor import (
    Supervisor,
    finish_undisturbed,
    interrupt_on_signals,
)
from quenty.platform.supervisor.units import SplitError, Unit, front_of, units_of

NO_BROKER = (Unavailable, RabbitServerError, NotDrained)
REFUSALS = (AlreadyUp, EmbeddedServerError, SplitError, GivenUp, *NO_BROKER)


class Command(BaseCommand):
    help = "Serve everything on this machine: databases, web, relay, worker and beat."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="first port to try")
        parser.add_argument("--demo", action="store_true", help="load the demo's data first")
        parser.add_argument(
            "--services",
            nargs="?",
            const="",
            metavar="SPLIT",
            help="contexts as processes of their own over RabbitMQ: all nine, or a split such as "
            "gateway,orders+pickups, in which what is not named shares one more",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.began = time.monotonic()
        self.servers: list[KeptServer] = []
        interrupt_on_signals()
        try:
            units = _units(options["services"], options["port"])
            port = front_of(units).port if units else next_free(options["port"])
            with claimed(settings.QUENTY_STATE_DIR, port), self._databases():
                if units:
                    self._serve_units(units, demo=options["demo"])
                else:
                    self._drain_units()
                    self._serve(children(settings.QUENTY_BASE_DIR, port), [port], options["demo"])
        except KeyboardInterrupt:
            self._say("stopped")
        except REFUSALS as error:
            raise CommandError(str(error)) from error

    @contextmanager
    def _databases(self) -> Iterator[None]:
        """The embedded server from here on; it goes last, after everything that uses it."""
        server = server_of(settings.QUENTY_STATE_DIR) if settings.QUENTY_EMBEDDED else None
        try:
            if server:
                server.start()
                self.servers.append(KeptServer("PostgreSQL", server))
                self._say(f"PostgreSQL on {LOOPBACK}:{server.port}")
            self._prepare()
            yield
        finally:
            finish_undisturbed()
            connections.close_all()
            if server:
                server.stop()

    def _prepare(self) -> None:
        compile_stale(settings.QUENTY_BASE_DIR / "quenty", settings.QUENTY_BASE_DIR / "apps")
        if settings.QUENTY_SUPERUSER_URL:
            made = bootstrap(
                settings.QUENTY_SUPERUSER_URL, targets(), exclusive=settings.QUENTY_EMBEDDED
            )
            self._say(f"{len(settings.QUENTY_CONTEXTS)} databases, {len(made)} of them new")
        applied = [
            name for context in settings.QUENTY_CONTEXTS for name in migrate_context(context)
        ]
        self._say(f"{len(applied)} migrations applied")

    def _serve_units(self, units: list[Unit], *, demo: bool) -> None:
        state = Path(settings.QUENTY_STATE_DIR)
        with broker(settings.RABBITMQ_URL, state) as (url, servers):
            self.servers += servers
            self._settle(url, units)
            self._say(f"a queue for each of {len(units)} units on RabbitMQ")
            folder = settings.QUENTY_BASE_DIR
            family = children_of_units(folder, units, broker=url, state=state)
            for unit in units:
                self._say(f"{unit.name}: {', '.join(unit.contexts)} on {unit.url}")
            front = front_of(units).port
            ports = [front, *(unit.port for unit in units if unit.port != front)]
            self._serve(family, ports, demo)

    def _settle(self, url: str, units: list[Unit]) -> None:
        for drained in settle(url, Path(settings.QUENTY_STATE_DIR), units):
            self._say(str(drained))
        connections.close_all()

    def _drain_units(self) -> None:
        """What earlier runs in units left in their queues, before one process takes over."""
        state = Path(settings.QUENTY_STATE_DIR)
        if not remembered(state):
            return
        try:
            with broker(settings.RABBITMQ_URL, state) as (url, _):
                self._settle(url, [])
        except NO_BROKER as error:
            self._say(f"what waits in the queues of units stays there: {error}")

    def _serve(self, family: list[Child], ports: list[int], demo: bool) -> None:
        """`ports`: of the web servers, the front door's first."""
        supervisor = Supervisor(family, self._say, self.servers)
        where = f"http://{LOOPBACK}:{ports[0]}"
        try:
            supervisor.start()
            if not all(supervisor.wait_until_serving(port) for port in ports):
                raise CommandError("a web server does not answer; its messages are above")
            self._say(f"serving on {where} (Ctrl-C stops everything)")
            if demo:
                self._demo(where)
            supervisor.run()
        finally:
            finish_undisturbed()
            supervisor.stop()

    def _demo(self, where: str) -> None:
        try:
            call_command("demo", stdout=self.stdout, stderr=self.stderr)
            self._say(f"the demo is loaded; still serving on {where}")
        except CommandError as error:
            self._say(f"{error}; still serving on {where}")
        finally:
            connections.close_all()

    def _say(self, line: str) -> None:
        self.stdout.write(f"[{time.monotonic() - self.began:5.1f} s] {line}")
        self.stdout.flush()


def _units(services: str | None, port: int) -> list[Unit]:
    return [] if services is None else units_of(services, settings.QUENTY_CONTEXTS, port)
