"""manage.py render_labels FILE [NUMBER ...] [--customer ID] [--since DAY] [--format pdf_4x6]"""

import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from rich.progress import Progress

from apps.orders.models import Guide
from apps.orders.selectors.printing import guides_to_print
from apps.orders.services.labels.print_labels import FORMATS, write
from quenty.kernel.clock import BOGOTA
from quenty.kernel.errors import DomainError


class Command(BaseCommand):
    help = "Write the labels of guides into one file, a label for every piece."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("numbers", nargs="*", help="guide numbers; else by the filters")
        parser.add_argument("--customer", type=UUID, help="of this merchant")
        parser.add_argument("--since", type=date.fromisoformat, help="issued from this day on")
        parser.add_argument("--format", choices=FORMATS, default="pdf_4x6")

    def handle(self, *args: Any, **options: Any) -> None:
        guides = self._chosen(options)
        numbers = options["numbers"] or list(guides.values_list("number", flat=True))
        if not numbers:
            raise CommandError("There are no guides to print.")
        part = options["file"].with_suffix(f"{options['file'].suffix}.part")
        try:
            found = guides_to_print(numbers, among=guides)
            with part.open("wb") as file:
                write(file, self._shown(found, len(numbers)), options["format"])
        except DomainError as error:
            raise CommandError(f"{error.message('en')} [{error.code}]") from error
        except OSError as error:
            raise CommandError(str(error)) from error
        # Whole or not at all under the name that was asked for.
        part.replace(options["file"])
        self.stdout.write(f"{len(numbers)} guides in {options['file']}")

    def _chosen(self, options: dict[str, Any]) -> "QuerySet[Guide]":
        guides = Guide.objects.order_by("issued_at", "id")
        if options["customer"]:
            guides = guides.filter(customer_id=options["customer"])
        if options["since"]:
            day = datetime.combine(options["since"], time(), BOGOTA)
            guides = guides.filter(issued_at__gte=day)
        return guides if options["numbers"] else guides.exclude(status="voided")

    def _shown(self, guides: Iterator[Guide], total: int) -> Iterator[Guide]:
        with Progress(disable=not sys.stderr.isatty(), transient=True) as bar:
            yield from bar.track(guides, total=total, description="labels")
