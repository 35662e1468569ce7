"""What PostgreSQL refuses by itself, whatever the code does."""

import psycopg
import pytest
from django.db import DatabaseError, connections

from apps.customers.models import LedgerAccount, LedgerEntry, LedgerPosting
from apps.customers.services.ledger.chain_postings import chain_postings
from apps.customers.tests.money import fund
from quenty.kernel.ids import new_id
from quenty.platform.db import unit_of_work

pytestmark = pytest.mark.django_db(databases=["customers"])


def sqlstate(statement: str, *params: object) -> str:
    """The code of PostgreSQL's refusal, empty when it lets the runtime role do it."""
    try:
        with unit_of_work("customers"), connections["customers"].cursor() as cursor:
            cursor.execute(statement, params)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as error:
        return str(getattr(error.__cause__, "sqlstate", error))
    return ""


# With a column that somebody might like to change.
STAYS = {
    "customers_ledgerentry": "amount",
    "customers_ledgerposting": "actor",
    "customers_ledgerblock": "digest",
    "customers_chainedposting": "digest",
}


@pytest.mark.parametrize("table", STAYS)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"],
)
def test_the_runtime_role_is_refused_changes(make_merchant, table, statement):
    fund(make_merchant(), 100)
    chain_postings()

    assert sqlstate(statement.format(table, STAYS[table])) == "42501"
    assert sqlstate(f"SELECT 1 FROM {table}") == ""  # noqa: S608


@pytest.mark.parametrize("table", STAYS)
@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_the_trigger_refuses_even_the_tables_owner(make_merchant, as_owner, table, statement):
    assert as_owner(statement.format(table, STAYS[table])) == "42501"
    assert as_owner(f"SELECT 1 FROM {table}") == ""  # noqa: S608


@pytest.fixture
def as_owner():
    settings = connections["customers"].settings_dict
    owner = psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        dbname=settings["NAME"],
        user=settings["OWNER"]["USER"],
        password=settings["OWNER"]["PASSWORD"],
        autocommit=True,
    )

    def run(statement: str) -> str:
        try:
            owner.execute(statement)
        except psycopg.Error as error:
            return str(error.sqlstate)
        return ""

    yield run
    owner.close()


def test_accounts_are_not_deleted(make_merchant):
    make_merchant()

    assert sqlstate("DELETE FROM customers_ledgeraccount") == "42501"


def test_a_wallet_below_its_floor_is_refused(make_merchant):
    merchant = make_merchant(funds=100)

    assert (
        sqlstate("UPDATE customers_ledgeraccount SET balance = -1 WHERE owner_id = %s", merchant.id)
        == "23514"
    )


def _posting(livemode: bool = True) -> LedgerPosting:
    return LedgerPosting.objects.create(
        kind="top_up", purpose="x", idempotency_key=str(new_id()), actor="a", livemode=livemode
    )


def _insert(posting: LedgerPosting, *lines: tuple[LedgerAccount, int, str]) -> str:
    values = ", ".join(["(%s, %s, %s, %s, %s, now())"] * len(lines))
    params = [
        value
        for account, amount, currency in lines
        for value in (new_id(), posting.id, account.id, amount, currency)
    ]
    into = (
        "INSERT INTO customers_ledgerentry "
        "(id, posting_id, account_id, amount, currency, created_at) VALUES "
    )
    return sqlstate(into + values, *params)


def test_raw_sql_cannot_unbalance_a_posting():
    bank = LedgerAccount.objects.create(purpose="bank")
    revenue = LedgerAccount.objects.create(purpose="revenue")
    dollars = LedgerAccount.objects.create(purpose="bank", currency="USD")

    assert _insert(_posting(), (bank, -100, "COP"), (revenue, 100, "COP")) == ""
    assert _insert(_posting(), (bank, -100, "COP"), (revenue, 99, "COP")) == "23514"
    assert _insert(_posting(), (bank, -100, "COP")) == "23514"
    assert _insert(_posting(), (bank, -100, "COP"), (dollars, 100, "USD")) == "23514"
    assert LedgerEntry.objects.count() == 2


def test_raw_sql_cannot_mix_currencies_modes_or_name_no_account():
    bank = LedgerAccount.objects.create(purpose="bank")
    revenue = LedgerAccount.objects.create(purpose="revenue")
    nobody = LedgerAccount(purpose="bank")

    assert _insert(_posting(), (bank, -100, "USD"), (revenue, 100, "USD")) == "23503"
    assert _insert(_posting(), (bank, -100, "COP"), (nobody, 100, "COP")) == "23503"
    assert _insert(_posting(livemode=False), (bank, -100, "COP"), (revenue, 100, "COP")) == "23503"
