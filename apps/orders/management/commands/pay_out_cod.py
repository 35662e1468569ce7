"""`manage.py pay_out_cod`: pay merchants what was collected for them, whatever their day."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.orders.selectors.payouts import waiting_by_merchant
from apps.orders.services.payouts.run import run_payouts
from quenty.kernel import clock


class Command(BaseCommand):
    help = "Pay merchants what was collected and remitted, now; paused ones wait."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--customer", type=UUID, help="only this merchant")
        parser.add_argument("--day", type=date.fromisoformat, help="as of this payday (today)")
        parser.add_argument("--dry-run", action="store_true", help="only say what waits")

    def handle(self, *args: Any, **options: Any) -> None:
        customer, day = options["customer"], options["day"] or clock.today()
        if day > clock.today().replace(year=clock.today().year + 1):
            raise CommandError("that day is too far ahead")
        if options["dry_run"]:
            for owner, livemode, amount in waiting_by_merchant(customer):
                pesos = f"{int(amount.amount):,}".replace(",", ".")
                self.stdout.write(f"{owner} {'live' if livemode else 'test'} $ {pesos}")
            return
        begun = run_payouts(customer_id=customer, day=day)
        self.stdout.write(f"{begun} payouts begun")
