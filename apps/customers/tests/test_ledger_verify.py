"""`manage.py ledger verify` on good books and on cooked ones."""

import io

import pytest
from django.core.management import call_command

from apps.customers.models import LedgerAccount, LedgerCheck, LedgerPending
from apps.customers.services.ledger.fold_snapshots import fold_snapshots
from apps.customers.tests.money import pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"], transaction=True)


@pytest.fixture
def books(make_merchant):
    """Two merchants with every kind of movement, half of it folded."""
    first, second = make_merchant(funds=1000), make_merchant(funds=500)
    customers = registry.get(CustomersApi)
    held = [
        customers.place_hold(
            idempotency_key=str(new_id()),
            customer_id=merchant.id,
            amount=pesos(100),
            purpose="freight",
            reference_id=new_id(),
        )
        for merchant in (first, first, second)
    ]
    customers.capture_hold(
        idempotency_key="c",
        hold_id=held[0].hold_id,
        lines=(RevenueLine(kind="freight", amount=pesos(80)),),
        description="",
    )
    fold_snapshots()
    customers.refund(idempotency_key="r", hold_id=held[0].hold_id, amount=pesos(5), reason="late")
    return first, second


def verify(*options: str) -> tuple[int, str]:
    """Its exit code, and what it said."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("ledger", "verify", *options, stdout=out, stderr=err)
    except SystemExit as exit_:
        return int(exit_.code or 0), err.getvalue()
    return 0, out.getvalue()


def test_good_books_agree(books):
    code, said = verify()

    assert (code, said.split(":")[0]) == (0, "The ledger agrees with its entries")
    check = LedgerCheck.objects.get()
    assert (check.difference, check.accounts, check.entries) == ("", 6, 15)


def wallet(merchant) -> LedgerAccount:
    return LedgerAccount.objects.get(owner_id=merchant.id, purpose="wallet_available")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE customers_ledgeraccount SET balance = balance + 100 WHERE id = %s",
        "UPDATE customers_ledgeraccount SET version = version + 1 WHERE id = %s",
        "UPDATE customers_ledgerentry SET amount = 1 WHERE account_id = %s AND version = 2",
        "UPDATE customers_ledgerentry SET balance_after = 7 WHERE account_id = %s AND version = 2",
        "UPDATE customers_ledgerentry SET currency = 'USD' WHERE account_id = %s AND version = 1",
        "DELETE FROM customers_ledgerentry WHERE account_id = %s AND version = 2",
    ],
)
def test_finds_a_figure_of_a_wallet_altered_by_hand(books, as_superuser, statement):
    account = wallet(books[0])
    as_superuser(statement, account.id)

    code, said = verify()

    assert code == 1
    assert f"account {account.id}:" in said
    assert LedgerCheck.objects.get().difference


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE customers_ledgeraccount SET balance = balance - 100 WHERE id = %s",
        "UPDATE customers_ledgerentry SET amount = amount + 1 WHERE account_id = %s AND amount > 0",
        "UPDATE customers_ledgerpending SET amount = amount + 1 WHERE account_id = %s",
        "DELETE FROM customers_ledgerpending WHERE account_id = %s",
    ],
)
def test_finds_a_figure_of_a_platform_account_altered_by_hand(books, as_superuser, statement):
    account = LedgerAccount.objects.get(purpose="revenue")
    as_superuser(statement, account.id)

    code, said = verify()

    assert code == 1
    assert f"account {account.id}:" in said


def test_finds_a_hold_altered_by_hand(books, as_superuser):
    held = LedgerAccount.objects.get(owner_id=books[1].id, purpose="wallet_held")
    as_superuser(
        "UPDATE customers_hold SET amount = amount + 1 WHERE merchant_id = %s", books[1].id
    )

    code, said = verify()

    assert (code, f"account {held.id}:" in said) == (1, True)


def test_folding_changes_no_balance(books):
    revenue = LedgerAccount.objects.get(purpose="revenue")
    waiting = sum(
        LedgerPending.objects.filter(account_id=revenue.id).values_list("amount", flat=True)
    )
    assert waiting == -500

    assert fold_snapshots() == 1
    assert fold_snapshots() == 0

    assert LedgerAccount.objects.get(purpose="revenue").balance == revenue.balance + waiting
    assert verify()[0] == 0
