"""manage.py import_coverage FILE --operator CODE --service CODE [--dry-run]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.franchise.management import imports
from apps.franchise.services.import_coverage import CoverageImport, import_coverage
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError


class Command(BaseCommand):
    help = "Replace a service's coverage by a CSV file's: all rows or none, with a row report."

    def add_arguments(self, parser: CommandParser) -> None:
        imports.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        done = self.run(options)
        imports.print_report(done.report, self.stdout, options["file"])
        verb = "would be imported" if done.dry_run else "imported"
        self.stdout.write(
            f"{done.report.rows} rows {verb}: {done.added} added, {done.changed} changed, "
            f"{done.removed} removed, {done.unchanged} unchanged"
        )

    def run(self, options: dict[str, Any]) -> CoverageImport:
        service, data = imports.service_of(options), imports.contents(options["file"])
        with imports.bar(options["file"].name) as progress:
            try:
                return import_coverage(
                    service_id=service.pk,
                    data=data,
                    actor=Actor("system", "import_coverage"),
                    dry_run=options["dry_run"],
                    progress=progress,
                )
            except DomainError as error:
                raise CommandError(error.message("en")) from error
