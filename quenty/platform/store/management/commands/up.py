"""`manage.py up`: the whole of Quenty on this machine, until Ctrl-C."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from quenty.platform.db.bootstrap import bootstrap, targets
from quenty.platform.db.migrate import migrate_context
from quenty.platform.embedded import EmbeddedServerError, server_of
from quenty.platform.embedded.ports import LOOPBACK, next_free
from quenty.platform.locales import compile_stale
from quenty.platform.supervisor.claim import AlreadyUp, claimed
from quenty.platform.supervisor.plan import children
from quenty.platform.supervisor.supervisor import (
    Supervisor,
    finish_undisturbed,
    interrupt_on_signals,
)


class Command(BaseCommand):
    help = "Serve everything on this machine: databases, web, relay, worker and beat."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="first port to try")
        parser.add_argument("--demo", action="store_true", help="load the demo's data first")

    def handle(self, *args: Any, **options: Any) -> None:
        self.began = time.monotonic()
        port = next_free(options["port"])
        interrupt_on_signals()
        try:
            with claimed(settings.QUENTY_STATE_DIR, port), self._databases():
                self._serve(port, demo=options["demo"])
        except KeyboardInterrupt:
            self._say("stopped")
        except (AlreadyUp, EmbeddedServerError) as error:
            raise CommandError(str(error)) from error

    @contextmanager
    def _databases(self) -> Iterator[None]:
        """The embedded server from here on; it goes last, after everything that uses it."""
        server = server_of(settings.QUENTY_STATE_DIR) if settings.QUENTY_EMBEDDED else None
        try:
            if server:
                server.start()
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

    def _serve(self, port: int, *, demo: bool) -> None:
        supervisor = Supervisor(children(settings.QUENTY_BASE_DIR, port), self._say)
        try:
            supervisor.start()
            if not supervisor.wait_until_serving(port):
                raise CommandError("the web server does not answer; its messages are above")
            self._say(f"serving on http://{LOOPBACK}:{port} (Ctrl-C stops everything)")
            if demo:
                call_command("demo", stdout=self.stdout, stderr=self.stderr)
                connections.close_all()
                self._say(f"the demo is loaded; still serving on http://{LOOPBACK}:{port}")
            supervisor.run()
        finally:
            finish_undisturbed()
            supervisor.stop()

    def _say(self, line: str) -> None:
        self.stdout.write(f"[{time.monotonic() - self.began:5.1f} s] {line}")
        self.stdout.flush()
