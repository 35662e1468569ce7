"""`manage.py bank_batch`: put what is ready in a file for the bank."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.customers.services.bank.batches import file_of, make_batch
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError

ACTOR = Actor("system", "bank_batch")


class Command(BaseCommand):
    help = "Make a file of every payout that is ready. Say afterwards that the bank has it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to write it; it holds account numbers")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.exists():
            raise CommandError(f"{path} is there already")
        try:
            batch = make_batch(actor=ACTOR)
        except DomainError as error:
            raise CommandError(error.message("en")) from error
        path.touch(mode=0o600)
        path.write_bytes(file_of(batch_id=batch.id, actor=ACTOR))
        self.stdout.write(f"{batch.id}: {batch.payouts_count} payouts, {batch.total}")
