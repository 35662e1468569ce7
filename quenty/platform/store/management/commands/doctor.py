"""`manage.py doctor`: what is wrong with this environment and how to mend it."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quenty.platform.doctor import Finding, databases, keys, machine, neighbours


class Command(BaseCommand):
    help = "Look at interpreter, packages, folders, keys, databases, Redis and RabbitMQ."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the port to be served on")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for finding in self._findings(options["port"]):
            mark = self.style.SUCCESS("ok   ") if finding.ok else self.style.ERROR("wrong")
            self.stdout.write(f"{mark} {finding.about}: {finding.found}")
            if not finding.ok:
                wrong += 1
                self.stdout.write(f"      mend: {finding.remedy}")
        if wrong:
            raise CommandError(f"{wrong} things are wrong", returncode=1)

    def _findings(self, port: int) -> Iterator[Finding]:
        yield from machine(port)
        yield from keys()
        yield from databases()
        yield from neighbours()
