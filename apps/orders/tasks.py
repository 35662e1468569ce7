"""Background work of orders: copies of rates, money to give back, terms that run out."""

from datetime import datetime, timedelta
from uuid import UUID

from apps.orders import services
from apps.orders.services.checkout.carry_on import carry_on_of, sweep_checkouts
from apps.orders.services.cod.follow_guide import follow_order
from apps.orders.services.cod.pay_at_door import pay_in_sandbox
from apps.orders.services.copies.documents import copy_document, copy_documents
from apps.orders.services.estimates.price import price_estimate
from apps.orders.services.imports.continue_import import continue_import
from apps.orders.services.incidents.sweep import (
    end_custody,
    expire_incidents,
    tell_of_office_terms,
)
from apps.orders.services.lend_courier_line import lend_courier_line
from apps.orders.services.money import debts, post
from apps.orders.services.operators.instruct import sweep_instructions, tell_operator
from apps.orders.services.operators.look_after import warn_of_expiry
from apps.orders.services.operators.poll import poll_operators
from apps.orders.services.payouts.pay import pay_out
from apps.orders.services.payouts.run import run_payouts
from apps.orders.services.remittances.differences import post_difference
from apps.orders.services.weight.resolve import expire_weights
from quenty.platform.events import job, schedule


@job("orders.copy_sheet")
def copy_sheet(*, sheet_id: str) -> None:
    services.copy_sheet(sheet_id=UUID(sheet_id))


@job("orders.copy_service")
def copy_service(*, service_id: str, seq: int) -> None:
    services.copy_service(service_id=UUID(service_id), seq=seq)


@job("orders.copy_coverage")
def copy_coverage(*, service_id: str, revision: int) -> None:
    services.copy_coverage(service_id=UUID(service_id), revision=revision)


@job("orders.copy_document")
def copy_merchants_document(*, customer_id: str) -> None:
    copy_document(customer_id=UUID(customer_id))


@schedule("orders.copy_documents", every=timedelta(minutes=15))
def copy_unread_documents() -> None:
    copy_documents()


@job("orders.settle_confirmation")
def settle_confirmation(*, confirmation_id: str) -> None:
    services.settle_confirmation(confirmation_id=UUID(confirmation_id))


@schedule("orders.sweep_confirmations", every=timedelta(minutes=1))
def sweep_confirmations() -> None:
    services.sweep_confirmations()


@schedule("orders.expire_quotes", every=timedelta(minutes=1))
def expire_quotes() -> None:
    services.expire_quotes()


@schedule("orders.void_uncollected", every=timedelta(hours=1))
def void_uncollected() -> None:
    services.void_uncollected()


@schedule("orders.warn_of_expiry", every=timedelta(hours=12))
def warn_of_expiring_credentials() -> None:
    warn_of_expiry()


@job("orders.follow_money")
def follow_money(*, order_id: str) -> None:
    follow_order(order_id=UUID(order_id))


@job("orders.post_money")
def post_money(*, money_id: str) -> None:
    post.post_money(money_id=UUID(money_id))


@job("orders.post_difference")
def post_cash_difference(*, remittance_id: str) -> None:
    post_difference(remittance_id=UUID(remittance_id))


@job("orders.pay_out")
def pay_out_cod(*, payout_id: str) -> None:
    pay_out(payout_id=UUID(payout_id))


@schedule("orders.sweep_money", every=timedelta(minutes=15))
def sweep_money() -> None:
    post.sweep_money()


@schedule("orders.sweep_debts", every=timedelta(hours=6))
def sweep_debts() -> None:
    debts.sweep_debts()


@schedule("orders.run_payouts", every=timedelta(minutes=15))
def run_due_payouts() -> None:
    run_payouts()


@job("orders.pay_door_in_sandbox")
def pay_door_in_sandbox(*, payment_id: str) -> None:
    pay_in_sandbox(payment_id=UUID(payment_id))


@job("orders.lend_courier_line")
def lend_line(*, guide_id: str, driver_id: str, stop_id: str, eta: str) -> None:
    lend_courier_line(
        guide_id=UUID(guide_id),
        driver_id=UUID(driver_id),
        stop_id=UUID(stop_id),
        eta=datetime.fromisoformat(eta),
    )


@job("orders.price_estimate")
def price_next_rows(*, estimate_id: str) -> None:
    price_estimate(estimate_id=UUID(estimate_id))


@job("orders.take_import")
def take_import(*, batch_id: str) -> None:
    continue_import(batch_id=UUID(batch_id))


@schedule("orders.poll_operators", every=timedelta(minutes=1))
def poll_due_operators() -> None:
    poll_operators()


@job("orders.tell_operator")
def tell_operator_of_answer(*, instruction_id: str) -> None:
    tell_operator(instruction_id=UUID(instruction_id))


@schedule("orders.sweep_instructions", every=timedelta(minutes=1))
def tell_operators_again() -> None:
    sweep_instructions()


@schedule("orders.expire_incidents", every=timedelta(minutes=10))
def expire_due_incidents() -> None:
    expire_incidents()


@schedule("orders.end_custody", every=timedelta(hours=1))
def end_office_custody() -> None:
    end_custody()


@schedule("orders.tell_of_office_terms", every=timedelta(hours=1))
def tell_of_ending_custody() -> None:
    tell_of_office_terms()


@schedule("orders.expire_weights", every=timedelta(minutes=15))
def charge_unanswered_weights() -> None:
    expire_weights()


@job("orders.carry_on_checkouts")
def carry_on_checkouts(*, customer_id: str) -> None:
    carry_on_of(UUID(customer_id))


@schedule("orders.sweep_checkouts", every=timedelta(minutes=1))
def sweep_stale_checkouts() -> None:
    sweep_checkouts()
