"""A merchant that buys on credit, in tests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from apps.customers.models import Invoice
from apps.customers.services.invoices.numbers import add_range
from apps.customers.services.invoices.run import run_invoices
from apps.customers.tests.money import TESTS
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform.registry import registry

JANUARY = datetime(2026, 1, 12, 15, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 2, 15, tzinfo=UTC)
BASE = "/api/v1/customers"


@pytest.fixture
def ranges() -> None:
    for kind, prefix in (("invoice", "QTY"), ("credit_note", "QNC")):
        add_range(
            kind=kind,
            prefix=prefix,
            first=1,
            last=1_000,
            valid_from=date(2026, 1, 1),
            valid_to=date(2027, 12, 31),
            resolution="18764000000001",
            issuer_name="Quenty S.A.S.",
            issuer_nit="800197268-4",
            actor=TESTS,
        )


def buy(merchant: Any, freight: int, *, iva: int = 0, reference: Any = None) -> Any:
    """A guide, held and captured; the hold."""
    customers, key = registry.get(CustomersApi), str(new_id())
    hold = customers.place_hold(
        idempotency_key=f"{key}.hold",
        customer_id=merchant.id,
        amount=Money(freight + iva, COP),
        purpose="guide",
        reference_id=reference or new_id(),
    )
    lines = [RevenueLine(kind="freight", amount=Money(freight, COP))]
    if iva:
        lines.append(RevenueLine(kind="tax", amount=Money(iva, COP), tax_code="iva19"))
    return customers.capture_hold(
        idempotency_key=f"{key}.capture",
        hold_id=hold.hold_id,
        lines=tuple(lines),
        description="QTY100000003",
    )


def invoiced(merchant: Any, *, bought: int = 100_000, iva: int = 19_000) -> Invoice:
    """January's invoice, of one guide, made on February 2."""
    with clock.at(JANUARY):
        buy(merchant, bought, iva=iva)
    with clock.at(FEBRUARY):
        run_invoices(actor=TESTS)
    return Invoice.objects.get(merchant=merchant)


def days_later(days: int) -> Any:
    return clock.at(FEBRUARY + timedelta(days=days))
