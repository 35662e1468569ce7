"""What an offer keeps of its price reads back as it was, and lines that were rows move in."""

from collections.abc import Iterator
from decimal import Decimal

import psycopg
import psycopg.types.json
import pytest
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader

from apps.orders.domain.pricing.kept_lines import PriceLine, from_kept, to_kept
from apps.orders.tests.temporary import as_owner
from quenty.kernel.money import COP, Money

LINES = (
    PriceLine(position=1, kind="base", amount=Money(8_000, COP), tax_code="IVA19"),
    PriceLine(position=2, kind="discount", amount=Money(-400, COP), tax_code="EXC"),
    PriceLine(
        position=3,
        kind="tax",
        amount=Money(1_520, COP),
        tax_code="IVA19",
        rate=Decimal("19.0000"),
        taxes=1,
    ),
)
# As they were kept when they moved: what is null was left out.
KEPT = {
    side: [[v for v in line if v is not None] for line in to_kept(lines)]
    for side, lines in {"selling": LINES, "return": LINES[:1]}.items()
}


@pytest.fixture
def tables() -> Iterator[psycopg.Cursor]:
    """The two tables as the migration finds them, for this test alone."""
    with as_owner() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE orders_offer (id int, created_at date, lines jsonb)")
        cursor.execute(
            "CREATE TEMPORARY TABLE orders_offerline (id uuid, created_at date, updated_at date,"
            " offer_id int, side text, position smallint, kind text, amount bigint,"
            " tax_code text, rate numeric(9, 4), taxes smallint)"
        )
        yield cursor


@pytest.mark.django_db(databases=["orders"])
def test_lines_that_were_rows_move_into_their_offers_and_back(tables: psycopg.Cursor) -> None:
    migration = MigrationLoader(None).disk_migrations["orders", "0033_offers_keep_their_lines"]
    [move] = [step for step in migration.operations if isinstance(step, RunSQL)]
    tables.execute(
        "INSERT INTO orders_offer VALUES (1, now(), %s), (2, now(), '{}')",
        [psycopg.types.json.Jsonb(KEPT)],
    )
    tables.execute(move.reverse_sql)
    tables.execute("SELECT position, kind FROM orders_offerline WHERE side = 'selling' ORDER BY 1")
    assert tables.fetchall() == [(1, "base"), (2, "discount"), (3, "tax")]

    tables.execute("UPDATE orders_offer SET lines = '{}'")
    tables.execute(move.sql)
    tables.execute("SELECT lines FROM orders_offer ORDER BY id")
    assert tables.fetchall() == [(KEPT,), ({},)]


def test_lines_read_back_as_they_were() -> None:
    assert from_kept(KEPT["selling"]) == LINES
    assert from_kept(to_kept(LINES)) == LINES
