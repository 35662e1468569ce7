"""The wallet over HTTP: balances, movements, holds, statements; nobody else's."""

import csv
import io
from datetime import timedelta

import pytest

from apps.customers.services.ledger.set_limit import set_limit
from apps.customers.tests.money import TESTS, fund, pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"])
BASE = "/api/v1/customers/wallet"


@pytest.fixture
def merchant(make_merchant):
    """1,000 in; 300 held of which 250 are captured; 100 held still."""
    merchant = make_merchant(funds=1000)
    customers = registry.get(CustomersApi)
    held = [
        customers.place_hold(
            idempotency_key=f"h{amount}",
            customer_id=merchant.id,
            amount=pesos(amount),
            purpose="=freight",
            reference_id=new_id(),
        )
        for amount in (300, 100)
    ]
    customers.capture_hold(
        idempotency_key="c",
        hold_id=held[0].hold_id,
        lines=(RevenueLine(kind="freight", amount=pesos(250)),),
        description="Guía 123",
    )
    return merchant


@pytest.fixture
def client(api, merchant):
    return api.as_merchant(merchant.id)


def today(**changes):
    day = str(clock.today())
    query = {"since": day, "until": day, **changes}
    return "&".join(f"{name}={value}" for name, value in query.items())


def test_shows_what_is_available_and_held(client, merchant):
    set_limit(customer_id=merchant.id, limit=pesos(70), actor=TESTS)

    shown = client.get(BASE).json()

    amounts = {name: shown[name]["amount"] for name in ("available", "held", "limit")}
    assert amounts == {"available": "650.00", "held": "100.00", "limit": "70.00"}


def test_a_limit_lets_a_wallet_below_zero_and_no_further(make_merchant):
    from quenty.kernel.errors import DomainError

    merchant = make_merchant(funds=100)
    set_limit(customer_id=merchant.id, limit=pesos(50), actor=TESTS)
    customers = registry.get(CustomersApi)
    asked = {"customer_id": merchant.id, "purpose": "freight", "reference_id": new_id()}

    customers.place_hold(idempotency_key="a", amount=pesos(150), **asked)
    with pytest.raises(DomainError) as poor:
        customers.place_hold(idempotency_key="b", amount=pesos(1), **asked)
    with pytest.raises(DomainError) as owing:
        set_limit(customer_id=merchant.id, limit=pesos(49), actor=TESTS)

    assert poor.value.code == "customers.insufficient_funds"
    assert owing.value.code == "customers.limit_below_debt"


def test_lists_movements_newest_first(client):
    rows = client.get(f"{BASE}/entries").json()["results"]

    assert [
        (row["kind"], row["amount"]["amount"], row["balance_after"]["amount"]) for row in rows
    ] == [
        ("capture", "50.00", "650.00"),
        ("hold", "-100.00", "600.00"),
        ("hold", "-300.00", "700.00"),
        ("top_up", "1000.00", "1000.00"),
    ]
    kinds = client.get(f"{BASE}/entries?kind=hold").json()["results"]
    assert {row["kind"] for row in kinds} == {"hold"}


def test_lists_holds_by_status(client):
    rows = client.get(f"{BASE}/holds?status=open").json()["results"]

    assert [row["amount"]["amount"] for row in rows] == ["100.00"]
    assert len(client.get(f"{BASE}/holds").json()["results"]) == 2


def test_a_statement_opens_and_closes_with_the_ledgers_balances(client, merchant):
    with clock.at(clock.now() - timedelta(days=3)):
        before = today()
    shown = client.get(f"{BASE}/statement?{today()}").json()

    figures = {k: shown[k]["amount"] for k in ("opening", "credits", "debits", "closing")}
    assert figures == {
        "opening": "0.00",
        "credits": "1050.00",
        "debits": "-400.00",
        "closing": "650.00",
    }
    assert shown["entries"] == 4
    assert client.get(f"{BASE}/statement?{before}").json()["closing"]["amount"] == "0.00"


def test_the_csv_says_the_same_and_runs_no_formula(client):
    answer = client.get(f"{BASE}/statement.csv?{today()}")

    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert (rows[0]["concepto"], rows[0]["saldo"]) == ("", "0.00")
    assert (rows[-1]["tipo"], rows[-1]["saldo"]) == ("saldo final", "650.00")
    assert [row["valor"] for row in rows[1:-1]] == ["1000.00", "-300.00", "-100.00", "50.00"]
    assert rows[2]["concepto"] == "'=freight"
    assert rows[4]["descripcion"] == "Guía 123"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"since": "2999-01-02", "until": "2999-01-01"}, "customers.period_invalid"),
        ({"since": "2020-01-01", "until": "2026-01-01"}, "customers.period_invalid"),
        ({"since": "9999-12-31", "until": "9999-12-31"}, "customers.period_invalid"),
        ({"since": "0145-01-06", "until": "0145-01-06"}, "customers.period_invalid"),
        ({"since": "yesterday"}, "request.invalid"),
    ],
)
def test_refuses_a_period_that_is_none(client, changes, code):
    for path in ("statement", "statement.csv"):
        refused = client.get(f"{BASE}/{path}?{today(**changes)}")
        assert (refused.status_code, refused.json()["code"]) == (422, code)


@pytest.mark.parametrize(
    "query",
    [
        "page_size=0",
        "page_size=-1",
        "page_size=1000000000",
        "cursor=zzz",
        "kind=x",
        "nope=1",
        "kind=hold&kind=hold",
        "since=never",
        "ordering=amount",
    ],
)
def test_refuses_a_query_that_is_not_declared(client, query):
    assert client.get(f"{BASE}/entries?{query}").status_code == 422


def test_every_list_takes_the_same_queries_for_few_rows_and_for_many(
    api, client, merchant, make_merchant, django_assert_max_num_queries
):
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    staff = api.as_role("admin")
    base = "/api/v1/customers"
    lists = [
        (client, f"{BASE}/entries"),
        (client, f"{BASE}/holds"),
        (client, f"{BASE}/top-ups"),
        (client, f"{base}/addresses"),
        (client, f"{base}/kyc/documents"),
        (staff, f"{base}/merchants"),
        (staff, f"{base}/kyc/cases"),
    ]

    def counts():
        found = []
        for who, path in lists:
            with CaptureQueriesContext(connections["customers"]) as queries:
                assert who.get(path).status_code == 200
            found.append(len(queries))
        return found

    few = counts()
    for n in range(8):
        fund(merchant, 10)
        make_merchant()
        client.post(f"{BASE}/top-ups", json={"amount": "5000"})
        client.post(
            f"{base}/addresses",
            json={
                "label": f"A{n}",
                "contact_name": "x",
                "phone": "3001234567",
                "line1": "x",
                "dane_code": "11001",
            },
        )
        registry.get(CustomersApi).place_hold(
            idempotency_key=f"n{n}",
            customer_id=merchant.id,
            amount=pesos(1),
            purpose="x",
            reference_id=new_id(),
        )

    assert counts() == few
    assert max(few) <= 3


def test_nobody_sees_anothers_wallet(api, merchant, make_merchant):
    stranger = api.as_merchant(make_merchant().id)

    assert stranger.get(f"{BASE}/entries").json()["results"] == []
    assert stranger.get(f"{BASE}/holds").json()["results"] == []
    assert api.anonymous().get(BASE).status_code == 401
    assert api.as_role("operator").get(BASE).status_code == 403
    assert stranger.get(f"/api/v1/customers/merchants/{merchant.id}/wallet").status_code == 403
