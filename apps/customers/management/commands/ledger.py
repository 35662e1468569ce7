"""`manage.py ledger verify`: does every figure kept agree with the entries?"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress, TimeRemainingColumn

from apps.customers.services.ledger.fold_snapshots import fold_snapshots
from apps.customers.services.ledger.verify_ledger import Report, verify_ledger


class Command(BaseCommand):
    help = "verify: recompute the ledger from its entries. fold: bring snapshots up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("verify", help="Exits with 1 and names the first account that differs")
        verbs.add_parser("fold", help="Fold what is pending into the platform accounts")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "fold":
            self.stdout.write(f"{fold_snapshots()} entries folded")
            return
        report = self._verify()
        checked = f"{report.accounts} accounts, {report.entries} entries, {report.seconds:.1f} s"
        if report.difference:
            self.stderr.write(f"The ledger differs: {report.difference}")
            sys.exit(1)
        self.stdout.write(f"The ledger agrees with its entries: {checked}")

    def _verify(self) -> Report:
        console = Console(stderr=True)
        with Progress(
            *Progress.get_default_columns()[:-1],
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as bar:
            task = bar.add_task("entries", total=None)

            def show(done: int, all_: int) -> None:
                bar.update(task, completed=done, total=all_)

            return verify_ledger(progress=show)
