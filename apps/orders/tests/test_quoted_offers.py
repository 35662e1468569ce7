"""What a quote keeps of its offers: read back as it was given, and taken with its terms."""

from typing import Any
from uuid import UUID

import psycopg
import psycopg.types.json
import pytest
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader

from apps.orders.api.quote_answers import OfferOut
from apps.orders.models import Guide, Offer, Quote
from apps.orders.tests import bodies
from apps.orders.tests.temporary import as_owner
from quenty.kernel.ids import new_id
from quenty.platform.codec import to_plain

pytestmark = pytest.mark.django_db(databases=["orders"])
QUOTES = "/api/v1/orders/quotes"


def test_a_quote_reads_back_as_it_was_given(rates, merchant) -> None:
    given = merchant.post(QUOTES, json=bodies.shipment(cod_amount="90000")).json()

    again = merchant.get(f"{QUOTES}/{given['id']}").json()

    assert again == given
    assert Quote.objects.latest("created_at").offers
    assert not Offer.objects.exists()


def test_an_offer_answers_what_its_document_says_and_nothing_else(rates, merchant) -> None:
    """It is written by hand."""
    priced, refused = (
        merchant.post(QUOTES, json=bodies.shipment(destination=where)).json()["offers"][0]
        for where in ("05001", "05002")
    )

    for offer in (priced, refused):
        assert set(offer) == set(OfferOut().fields)
    for part in ("operator", "service", "ranks"):
        assert set(priced[part]) == set(OfferOut().fields[part].fields)
    for part in ("lines", "return_lines"):
        for line in priced[part]:
            assert set(line) == set(OfferOut().fields[part].child.fields)
    assert set(refused["reasons"][0]) == set(OfferOut().fields["reasons"].child.fields)


def test_what_is_taken_has_the_terms_that_it_was_quoted_under(
    rates, placed, merchant, ledger
) -> None:
    order = placed()
    quote = merchant.post(f"/api/v1/orders/orders/{order['id']}/quotes", json={}).json()
    was = to_plain(rates.ground)
    rates.change_service(rates.ground, claims_channel="another@channel.co")

    taken = {"offer_id": bodies.offer(quote, "ground")["id"]}
    answer = merchant.post(f"/api/v1/orders/orders/{order['id']}/confirm", json=taken, key="k")

    assert answer.status_code == 201, answer.json()
    guide = Guide.objects.get()
    assert guide.offer_id == UUID(bodies.offer(quote, "ground")["id"])
    assert guide.service == {**was, "priority": guide.service["priority"], "routes": []}
    assert Offer.objects.count() == 1


TERMS = {"mode": "ground", "priority": 7, "divisor": 2500}
LINES = {"selling": [["base", 800_000, "EXC"]], "return": [["return_freight", 400_000, "EXC"]]}


def test_offers_that_were_rows_move_into_their_quotes() -> None:
    migrations = MigrationLoader(None).disk_migrations
    moved = migrations["orders", "0034_quotes_keep_their_offers"].operations
    terms, offered = (step for step in moved if isinstance(step, RunSQL))
    [packed] = migrations["orders", "0039_offered_packed"].operations
    quote, *offers = (new_id() for _ in range(3))
    with as_owner() as cursor:
        for table in ("servicecopy", "serviceterms", "offer", "quote"):
            cursor.execute(
                f"CREATE TEMPORARY TABLE orders_{table} (LIKE orders_{table} INCLUDING DEFAULTS)"
            )
        cursor.execute("ALTER TABLE orders_quote DROP COLUMN offered, ADD COLUMN offered jsonb")
        _insert(cursor, "orders_quote", {"id": quote, "offered": []})
        _insert(cursor, "orders_offer", _row(quote, offers[0], priced=False))
        _insert(cursor, "orders_offer", _row(quote, offers[1], priced=True))
        _insert(cursor, "orders_servicecopy", {"terms": TERMS, "digest": ""})

        cursor.execute(terms.sql)
        cursor.execute(offered.sql)

        cursor.execute(packed.database_operations[0].sql)

        cursor.execute("SELECT offered FROM orders_quote")
        [kept] = cursor.fetchone()
        field = Quote._meta.get_field("offered")
        found = Quote(offered=field.from_db_value(kept, None, None)).offers
        cursor.execute("SELECT digest, terms FROM orders_serviceterms")
        [(digest, wording)] = cursor.fetchall()
        cursor.execute("SELECT digest FROM orders_servicecopy")
        assert cursor.fetchall() == [(digest,)]
    assert wording == TERMS
    assert [(o.id, o.available, o.terms, o.priority) for o in found] == [
        (offers[1], True, digest, 7),
        (offers[0], False, digest, 7),
    ]
    assert found[0].price.total.units == 800_000
    assert found[0].price.return_freight.units == 400_000
    assert found[1].reasons == [{"code": "no_rate", "params": {}}]


def _row(quote: UUID, offer: UUID, *, priced: bool) -> dict[str, Any]:
    row = {
        "id": offer,
        "quote_id": quote,
        **dict.fromkeys(("operator_id", "service_id"), new_id()),
        **dict.fromkeys(("operator_code", "operator_name", "service_code", "service_name"), "a"),
        **dict.fromkeys(("zone", "sheet_hash", "cost_sheet_hash"), "z"),
        "service": TERMS,
        "available": priced,
        "reasons": [] if priced else [{"code": "no_rate", "params": {}}],
        "chargeable_g": 1000,
        "lines": LINES if priced else {},
    }
    ranks = dict.fromkeys(("rank_price", "rank_time", "rank_score", "score", "transit_days"), 1)
    return {**row, **ranks, "estimated_delivery": "2026-03-09"} if priced else row


def _insert(cursor: psycopg.Cursor, table: str, row: dict[str, Any]) -> None:
    """Columns that are not named may be null here."""
    cursor.execute(
        "SELECT attname FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnotnull AND attnum > 0",
        [table],
    )
    for (column,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" DROP NOT NULL')
    values = [
        psycopg.types.json.Jsonb(value) if isinstance(value, dict | list) else value
        for value in row.values()
    ]
    names, places = ", ".join(row), ", ".join(["%s"] * len(row))
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", values)  # noqa: S608
