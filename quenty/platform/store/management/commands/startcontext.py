"""`manage.py startcontext NAME`: a bounded context that passes every check as it is."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.scaffold.files import destinations, write_files
from quenty.platform.scaffold.names import BadName, NewContext, new_context
from quenty.platform.scaffold.register import NoPlace, register


class Command(BaseCommand):
    help = "Scaffold a context: app, contract, health, tests, README, registration, wall."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="lower case, as it will stand in URLs and codes")
        parser.add_argument("--purpose", required=True, help="one sentence for its README")
        parser.add_argument(
            "--fill", action="store_true", help="write what is missing of a context that is there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        root = settings.QUENTY_BASE_DIR
        try:
            context = self._context(options["name"], options["purpose"])
            taken = [p for p in destinations(root, context.name).values() if p.exists()]
            if taken and not options["fill"]:
                raise CommandError(f"{taken[0]} is there already (--fill adds what is missing)")
            changed = write_files(root, context) + register(root, context)
        except (BadName, NoPlace) as error:
            raise CommandError(str(error)) from error
        for path in changed:
            self.stdout.write(f"  {path.relative_to(root)}")
        if not self._documents_written(root):
            self.stderr.write("the documents could not be written anew: run make documents")
        self.stdout.write(
            f"{context.name}: {len(changed)} files. Next: make test, then "
            "docs/how-to/add-a-context.md"
        )

    def _documents_written(self, root: Path) -> bool:
        """By a process that knows the new context: this one has loaded its apps already."""
        # Left here by the settings; kept, they would look like somebody's own server.
        embedded = {name for name in os.environ if name.endswith("_DATABASE_URL")}
        ours = embedded if settings.QUENTY_EMBEDDED else set()
        environment = {name: value for name, value in os.environ.items() if name not in ours}
        command = [sys.executable, str(root / "manage.py"), "documents"]
        return not subprocess.run(command, cwd=root, env=environment, check=False).returncode

    def _context(self, name: str, purpose: str) -> NewContext:
        if name in CONTEXTS:
            return NewContext(name=name, port=CONTEXTS[name].port, purpose=purpose)
        return new_context(
            name, purpose=purpose, ports=[context.port for context in CONTEXTS.values()]
        )
