"""manage.py import_orders FILE --customer ID --preset shopify [--dry-run]"""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import Progress

from apps.orders.domain.imports.presets import PRESETS
from apps.orders.domain.imports.template import Template
from apps.orders.models import ImportBatch, ImportRow
from apps.orders.selectors.imports import saved_columns
from apps.orders.services.imports.batches import OfMerchant
from apps.orders.services.imports.rejected_file import rejected_file
from apps.orders.services.imports.run_import import run_import
from apps.orders.services.imports.source import Source
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError


class Command(BaseCommand):
    help = (
        "Take in a merchant's CSV or XLSX of orders; bad rows are told, and written to --rejected."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--customer", type=UUID, required=True, help="the merchant's id")
        parser.add_argument("--preset", choices=sorted(PRESETS), default="own")
        parser.add_argument("--dry-run", action="store_true", help="report, and keep no order")
        parser.add_argument("--sandbox", action="store_true", help="as the merchant's test twin")
        parser.add_argument("--rejected", type=Path, help="where to write the bad rows")
        parser.add_argument("--weight", type=Decimal, help="kg of a parcel where the file is mute")
        parser.add_argument("--sku-weights", type=Path, help="JSON file: kg of a unit by SKU")

    def handle(self, *args: Any, **options: Any) -> None:
        batch = self._run(options)
        verb = "good" if batch.dry_run else "created"
        good = batch.rows_total - batch.rows_known - batch.rows_bad
        self.stdout.write(
            f"{batch.rows_total} orders: {good} {verb}, {batch.rows_known} known before, "
            f"{batch.rows_bad} bad (import {batch.id}"
            f"{', read as ' + batch.encoding if batch.encoding else ''})"
        )
        for row in ImportRow.objects.filter(batch=batch, status="bad").order_by("line"):
            for problem in row.problems:
                self.stdout.write(
                    f"  row {problem['line']}, {problem['column']}: {problem['en']} "
                    f"[{problem['code']}]"
                )
        if options["rejected"]:
            with options["rejected"].open("w", encoding="utf-8", newline="") as file:
                file.writelines(rejected_file(batch, "es"))
            self.stdout.write(f"bad rows in {options['rejected']}")
        if batch.rows_bad:
            sys.exit(2)

    def _run(self, options: dict[str, Any]) -> ImportBatch:
        asked = OfMerchant(
            customer_id=options["customer"],
            livemode=not options["sandbox"],
            dry_run=options["dry_run"],
            actor=Actor("system", "import_orders"),
        )
        template = self._template(options)
        try:
            with (
                options["file"].open("rb") as file,
                Progress(disable=not sys.stderr.isatty(), transient=True) as bar,
            ):
                task = bar.add_task(options["file"].name, total=None)
                return run_import(
                    source=Source(file, options["file"].name, options["preset"], template),
                    asked=asked,
                    progress=lambda done, total: bar.update(task, completed=done, total=total),
                )
        except OSError as error:
            raise CommandError(str(error)) from error
        except DomainError as error:
            raise CommandError(f"{error.message('en')} [{error.code}]") from error

    def _template(self, options: dict[str, Any]) -> Template:
        saved = saved_columns(
            options["customer"], options["preset"], livemode=not options["sandbox"]
        )
        given: dict[str, Any] = {"columns": saved}
        if options["weight"]:
            given["weight_kg"] = options["weight"]
        if options["sku_weights"]:
            try:
                weights = json.loads(options["sku_weights"].read_text(encoding="utf-8"))
                given["sku_weights"] = {sku: Decimal(str(kg)) for sku, kg in weights.items()}
            except (OSError, ValueError, ArithmeticError, AttributeError) as error:
                raise CommandError(f"--sku-weights: {error}") from error
        return Template(**given)
