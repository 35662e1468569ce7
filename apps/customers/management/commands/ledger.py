"""`manage.py ledger verify`: does every figure kept agree with the entries? With `--chain`: and
the entries with the hash chain over them?"""

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress, TimeRemainingColumn

from apps.customers.services.ledger.chain_postings import chain_postings
from apps.customers.services.ledger.fold_snapshots import fold_snapshots
from apps.customers.services.ledger.verify_chain import ChainReport, Head
from apps.customers.services.ledger.verify_ledger import Report, verify_ledger


def _head(text: str) -> Head:
    """Raises ArgumentTypeError for what is no `NUMBER:DIGEST`."""
    if not re.fullmatch(r"[1-9][0-9]*:[0-9a-f]{64}", text):
        raise ArgumentTypeError("NUMBER:DIGEST, as `ledger verify --chain` says it")
    number, digest = text.split(":")
    return int(number), digest


class Command(BaseCommand):
    help = (
        "verify: recompute the ledger from its entries. fold: bring snapshots up to date. "
        "chain: put postings into blocks of the hash chain."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser(
            "verify", help="Exits with 1 and names the first account that differs"
        )
        verify.add_argument(
            "--chain",
            action="store_true",
            help="the hash chain too: names the first block that differs, and its posting",
        )
        verify.add_argument(
            "--head",
            type=_head,
            metavar="NUMBER:DIGEST",
            help="a block as an earlier run told it, kept elsewhere; it must still be the same",
        )
        verbs.add_parser("fold", help="Fold what is pending into the platform accounts")
        verbs.add_parser("chain", help="Put what is in no block yet into blocks")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "fold":
            self.stdout.write(f"{fold_snapshots()} entries folded")
            return
        if verb == "chain":
            self.stdout.write(f"{chain_postings()} postings put into blocks")
            return
        head = options["head"]
        report = self._verify(chain=options["chain"] or head is not None, noted=head)
        checked = f"{report.accounts} accounts, {report.entries} entries, {report.seconds:.1f} s"
        if report.difference:
            self.stderr.write(f"The ledger differs: {report.difference}")
        else:
            self.stdout.write(f"The ledger agrees with its entries: {checked}")
        if report.chain:
            self._tell(report.chain)
        if report.wrong:
            sys.exit(1)

    def _tell(self, chain: ChainReport) -> None:
        if chain.difference:
            self.stderr.write(f"The chain differs: {chain.difference}")
            return
        head = ":".join(map(str, chain.head)) if chain.head else "none"
        self.stdout.write(
            f"The chain agrees with its postings: {chain.blocks} blocks, "
            f"{chain.postings} postings, {chain.waiting} in no block yet, head {head}"
        )

    def _verify(self, *, chain: bool, noted: Head | None) -> Report:
        console = Console(stderr=True)
        with Progress(
            *Progress.get_default_columns()[:-1],
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as bar:
            task = bar.add_task("ledger", total=None)

            def show(done: int, all_: int) -> None:
                bar.update(task, completed=done, total=all_)

            return verify_ledger(chain=chain, noted=noted, progress=show)
