"""`manage.py bootstrap`: databases, schemas and roles of the hosted contexts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quenty.platform.db.bootstrap import bootstrap, targets
from quenty.platform.db.serving import embedded_server


class Command(BaseCommand):
    help = "Make the databases, schemas and roles that are missing. Safe to run again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("contexts", nargs="*", help="only these contexts (default: all hosted)")

    def handle(self, *args: Any, **options: Any) -> None:
        superuser = settings.QUENTY_SUPERUSER_URL
        if not superuser:
            raise CommandError("QUENTY_SUPERUSER_DATABASE_URL is not set")
        wanted = targets(options["contexts"])
        with embedded_server():
            made = bootstrap(superuser, wanted, exclusive=settings.QUENTY_EMBEDDED)
        kept = len(wanted) - len(made)
        self.stdout.write(f"{len(made)} databases made, {kept} were there: roles and grants set")
