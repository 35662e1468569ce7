"""Jobs and schedules of customers: parse, call a service."""

from datetime import timedelta
from uuid import UUID

from apps.customers.selectors import ledger_metrics
from apps.customers.services.invoices.follow import (
    collect_due,
    expire_invoices,
    remind_of_invoices,
)
from apps.customers.services.invoices.run import run_invoices
from apps.customers.services.kyc.expire_cases import expire_cases, warn_of_expiry
from apps.customers.services.kyc.screen_case import screen_case
from apps.customers.services.ledger.chain_postings import chain_postings
from apps.customers.services.ledger.expire_holds import expire_holds
from apps.customers.services.ledger.fold_snapshots import fold_snapshots
from apps.customers.services.ledger.verify_ledger import verify_ledger
from apps.customers.services.liens.collect_claims import collect_claims
from apps.customers.services.topups.end_top_ups import expire_top_ups
from apps.customers.services.topups.pay_in_sandbox import pay_in_sandbox
from quenty.platform.events import job, schedule

# Read from the last check's row, so that every process may tell it.
ledger_metrics.register()


@job("customers.screen_kyc")
def screen_kyc(*, case_id: str, round_: int) -> None:
    screen_case(case_id=UUID(case_id), round_=round_)


@job("customers.pay_in_sandbox")
def pay_top_up_in_sandbox(*, top_up_id: str) -> None:
    pay_in_sandbox(top_up_id=UUID(top_up_id))


@schedule("customers.expire_holds", every=timedelta(minutes=1))
def end_overdue_holds() -> None:
    expire_holds()


@schedule("customers.expire_top_ups", every=timedelta(minutes=15))
def end_overdue_top_ups() -> None:
    expire_top_ups()


@schedule("customers.fold_ledger", every=timedelta(minutes=1))
def fold_ledger() -> None:
    fold_snapshots()


@schedule("customers.chain_ledger", every=timedelta(minutes=5))
def chain_ledger() -> None:
    chain_postings()


@schedule("customers.expire_kyc", every=timedelta(minutes=15))
def end_overdue_approvals() -> None:
    expire_cases()


@schedule("customers.warn_of_kyc_expiry", every=timedelta(hours=6))
def warn_of_kyc_expiry() -> None:
    warn_of_expiry()


@schedule("customers.verify_ledger", every=timedelta(days=1))
def verify_every_night() -> None:
    """A difference is in the check's row, the metric and the log."""
    verify_ledger(chain=True)


@job("customers.collect_invoices")
def collect_of_merchant(*, customer_id: str) -> None:
    collect_due(customer_id=UUID(customer_id))
    collect_claims(customer_id=UUID(customer_id))


@schedule("customers.run_invoices", every=timedelta(hours=6))
def invoice_closed_periods() -> None:
    run_invoices()


@schedule("customers.follow_invoices", every=timedelta(minutes=15))
def follow_invoices() -> None:
    """Due ones and fees take what wallets have; what stays unpaid past its day is overdue."""
    collect_due()
    collect_claims()
    expire_invoices()
    remind_of_invoices()
