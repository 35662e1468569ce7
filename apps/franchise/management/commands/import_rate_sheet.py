"""manage.py import_rate_sheet FILE --operator CODE --service CODE --side selling ..."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.franchise.domain.sheets import SIDES
from apps.franchise.management import imports
from apps.franchise.services.import_rate_sheet import SheetImport, import_rate_sheet
from apps.franchise.services.publish_sheet import publish_sheet
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError

ACTOR = Actor("system", "import_rate_sheet")


class Command(BaseCommand):
    help = "Make a draft rate sheet of a CSV file: all of it or nothing, with a row report."

    def add_arguments(self, parser: CommandParser) -> None:
        imports.add_arguments(parser)
        parser.add_argument("--side", required=True, choices=SIDES)
        parser.add_argument("--valid-from", required=True, type=date.fromisoformat)
        parser.add_argument("--valid-to", type=date.fromisoformat, help="first day without it")
        parser.add_argument("--note", default="")
        parser.add_argument("--publish", action="store_true", help="publish it at once")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = self.run(options)
            imports.print_report(done.report, self.stdout, options["file"])
            if done.sheet is None:
                self.stdout.write(f"{done.report.rows} rows would be imported")
                return
            if options["publish"]:
                publish_sheet(sheet_id=done.sheet.pk, actor=ACTOR)
        except DomainError as error:
            raise CommandError(error.message("en")) from error
        state = "published" if options["publish"] else "in draft"
        self.stdout.write(
            f"{options['side']} v{done.sheet.version} {state}: {done.report.rows} rows, "
            f"{len(done.report.warnings)} warnings, {done.sheet.hash}"
        )

    def run(self, options: dict[str, Any]) -> SheetImport:
        service, data = imports.service_of(options), imports.contents(options["file"])
        with imports.bar(options["file"].name) as progress:
            return import_rate_sheet(
                service_id=service.pk,
                side=options["side"],
                data=data,
                valid_from=options["valid_from"],
                valid_to=options["valid_to"],
                source=options["file"].name[:200],
                note=options["note"][:200],
                actor=ACTOR,
                dry_run=options["dry_run"],
                progress=progress,
            )
