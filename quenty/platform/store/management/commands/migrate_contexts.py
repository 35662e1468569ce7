"""`manage.py migrate_contexts [name ...] [--check]`: each context's migrations, as its owner."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quenty.platform.db.migrate import migrate_context, name_permissions, pending
from quenty.platform.db.serving import embedded_server


class Command(BaseCommand):
    help = "Migrate each context's own database. With --check: say what is missing, change nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("contexts", nargs="*", help="only these contexts (default: all hosted)")
        parser.add_argument("--check", action="store_true", help="exit 1 if a migration is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        contexts = options["contexts"] or list(settings.QUENTY_CONTEXTS)
        unknown = sorted(set(contexts) - set(settings.QUENTY_CONTEXTS))
        if unknown:
            raise CommandError(f"not hosted here: {', '.join(unknown)}")
        with embedded_server():
            if options["check"]:
                self._check(contexts)
            else:
                self._migrate(contexts)

    def _check(self, contexts: list[str]) -> None:
        missing = {name: found for name in contexts if (found := pending(name))}
        for name, migrations in missing.items():
            self.stderr.write(f"{name}: {', '.join(migrations)}")
        if missing:
            raise CommandError("run: manage.py migrate_contexts", returncode=1)
        self.stdout.write(f"{len(contexts)} contexts are up to date")

    def _migrate(self, contexts: list[str]) -> None:
        for name in contexts:
            applied = migrate_context(name)
            self.stdout.write(f"{name}: {len(applied)} migrations applied")
        if "gateway" in settings.QUENTY_CONTEXTS and "gateway" not in contexts:
            name_permissions()
