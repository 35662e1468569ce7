"""Confirming with an operator that has to be asked: it refuses, hangs, loses its answer."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.orders.models import Confirmation, Guide, OperatorAccount, OperatorHealth, Order
from apps.orders.services.confirm import steps
from apps.orders.services.operators.breakers import forget_breakers
from apps.orders.tests import bodies
from apps.orders.tests.carrier import carrier as serving
from apps.orders.tests.ledger import Ledger, Lost
from apps.orders.tests.rates import sheet
from quenty.kernel import clock
from quenty.kernel.money import COP, Money
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])


@pytest.fixture
def carrier() -> Any:
    forget_breakers()
    with serving() as running:
        yield running
    forget_breakers()


@pytest.fixture
def asked(api: Any, rates: Any, carrier: Any) -> Any:
    """The ground operator is asked: at `carrier`, in the manner of Servientrega."""
    body = {
        "operator_id": str(rates.ground.operator_id),
        "adapter": "servientrega",
        "base_url": carrier.url,
        "secrets": {"login": "quenty", "password": "s3cret", "billing_code": "SER408"},
        "seconds": "0.3",
    }
    answer = api.as_role("admin").post("/api/v1/orders/operators/accounts", json=body)
    assert answer.status_code == 200
    return carrier


@pytest.fixture
def near(rates: Any) -> None:
    """Express costs 5% more than ground."""
    rates.publish_sheet(sheet(rates.express, version=2, factor="1.05"))


def confirm(client: Any, order_id: str, quote: dict[str, Any], key: str = "k", **more: Any) -> Any:
    path = f"/api/v1/orders/orders/{order_id}/confirm"
    offer = bodies.offer(quote, "ground")
    return client.post(path, json={"offer_id": offer["id"], **more}, key=key)


def sweep(after: timedelta = timedelta(minutes=2)) -> None:
    with clock.at(clock.now() + after):
        JOBS["orders.sweep_confirmations"].run()


def is_whole(order_id: str, quote: dict[str, Any], ledger: Ledger, carrier: Any) -> None:
    """One guide, one charge, one booking, nothing held."""
    price = Money(bodies.offer(quote, "ground")["total"]["amount"], COP)
    guide = Guide.objects.get(order_id=order_id)
    assert (guide.status, guide.price) == ("generated", price)
    assert carrier.booked == {guide.number: guide.operator_number}
    assert Order.objects.get(pk=order_id).status == "with_guide"
    assert Confirmation.objects.get(order_id=order_id).status == "charged"
    assert (ledger.captured, ledger.held) == (price, Money.zero())


def test_books_under_our_number_and_keeps_the_operators(quoted, merchant, ledger, asked) -> None:
    order_id, quote = quoted()

    answer = confirm(merchant, order_id, quote)

    assert answer.status_code == 201, answer.json()
    is_whole(order_id, quote, ledger, asked)
    assert Guide.objects.get().next_poll_at is not None


CRASHES = [
    *(("ledger", method, when) for method in ("place_hold", "capture_hold")
      for when in ("before", "after")),
    *(("step", step, when) for step in ("record_hold", "record_guide", "record_charge")
      for when in ("before", "after")),
    ("carrier", "book", "after"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "what", "when"), CRASHES)
def test_crashed_at_any_step_it_is_finished_once(
    where, what, when, quoted, merchant, ledger, asked, monkeypatch, published
) -> None:
    order_id, quote = quoted()
    real = getattr(steps, what, None)

    def die(*args: Any, **kwargs: Any) -> Any:
        if when == "after":
            real(*args, **kwargs)
        raise Lost(what)

    with monkeypatch.context() as patched:
        if where == "ledger":
            ledger.fail_next(what, when)
        elif where == "step":
            patched.setattr(steps, what, die)
        else:
            asked.loses_answer = True
        assert confirm(merchant, order_id, quote).status_code >= 500

    for minutes in (2, 4):
        sweep(timedelta(minutes=minutes))

    is_whole(order_id, quote, ledger, asked)
    assert len(published("orders.guide.generated")) == 1
    assert len(published("orders.order.confirmed")) == 1


@pytest.mark.parametrize(("where", "what", "when"), [c for c in CRASHES if c[0] != "step"])
def test_crashed_and_given_up_it_leaves_nothing(
    where, what, when, quoted, merchant, ledger, asked, run_jobs
) -> None:
    order_id, quote = quoted()
    if where == "ledger":
        ledger.fail_next(what, when)
    else:
        asked.loses_answer = True
    confirm(merchant, order_id, quote)
    path = f"/api/v1/orders/orders/{order_id}/cancel"

    assert merchant.post(path, json={"reason": "no longer"}).status_code == 200
    run_jobs("orders")
    sweep()

    assert not Guide.objects.exclude(status="voided").exists()
    assert (ledger.captured, ledger.held) == (Money.zero(), Money.zero())
    assert sorted(asked.cancelled) == sorted(asked.booked.values())


def test_what_nobody_answered_for_an_hour_is_undone_and_its_booking_taken_back(
    quoted, merchant, ledger, asked, run_jobs
) -> None:
    order_id, quote = quoted()
    asked.loses_answer = True
    answer = confirm(merchant, order_id, quote)
    assert (answer.status_code, answer.json()["code"]) == (503, "orders.operator.unavailable")

    sweep(after=timedelta(hours=2))
    run_jobs("orders")

    assert Confirmation.objects.get().status == "undone"
    assert asked.cancelled == list(asked.booked.values())
    assert (ledger.captured, ledger.held) == (Money.zero(), Money.zero())


def test_a_refusal_releases_the_hold_and_says_why(
    quoted, merchant, ledger, asked, published
) -> None:
    order_id, quote = quoted()
    asked.refuses = "Destino sin cubrimiento"

    answer = confirm(merchant, order_id, quote)

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.operator.refused")
    assert "Destino sin cubrimiento" in answer.json()["detail"]
    assert (ledger.captured, ledger.held) == (Money.zero(), Money.zero())
    assert Order.objects.get(pk=order_id).status == "quoted"
    assert Confirmation.objects.get().status == "undone"
    [(failed, _)] = published("orders.order.confirmation_failed")
    assert failed.reason == "operator"


def test_the_next_operator_carries_it_when_the_merchant_allows(
    quoted, merchant, ledger, asked, near, published
) -> None:
    order_id, quote = quoted()
    asked.refuses = "Destino sin cubrimiento"
    ledger.balance = Money(bodies.offer(quote, "express")["total"]["amount"], COP)

    answer = confirm(merchant, order_id, quote, allow_other_operator=True)

    assert answer.status_code == 201, answer.json()
    assert answer.json()["service"] == "Express"
    assert answer.json()["instead_of"] == {
        "operator": "Operador ground",
        "service": "Ground",
        "total": bodies.offer(quote, "ground")["total"],
        "reason": "refused",
    }
    first, second = Confirmation.objects.order_by("attempt")
    assert (first.status, second.status) == ("undone", "charged")
    assert (second.instead_of_id, second.switch_reason) == (first.id, "refused")
    assert ledger.captured == Money(answer.json()["price"]["amount"], COP)
    assert ledger.held == Money.zero()
    assert [told.operator_id for told, _ in published("orders.order.confirmed")] == [
        first.offer.operator_id,
        second.offer.operator_id,
    ]


@pytest.mark.parametrize("allowed", [True, False])
def test_no_other_carries_it_when_it_costs_much_more_or_is_not_allowed(
    allowed, quoted, merchant, ledger, asked
) -> None:
    order_id, quote = quoted()
    asked.refuses = "no"

    answer = confirm(merchant, order_id, quote, allow_other_operator=allowed)

    assert answer.json()["code"] == "orders.operator.refused"
    assert Confirmation.objects.count() == 1


def test_crashed_between_two_operators_it_is_finished_once(
    quoted, merchant, ledger, asked, near
) -> None:
    order_id, quote = quoted()
    asked.refuses = "no"
    ledger.fail_next("release_hold", "before")

    assert confirm(merchant, order_id, quote, allow_other_operator=True).status_code == 500
    sweep()

    [guide] = Guide.objects.all()
    assert guide.service_name == "Express"
    assert (ledger.captured, ledger.held) == (guide.price, Money.zero())


def test_while_an_operator_is_away_guides_go_elsewhere_and_come_back_after_an_hour(
    quoted, merchant, ledger, asked, near, api
) -> None:
    url = asked.url
    # Shares are of a day, and an hour before midnight the third would be of the next.
    noon = datetime.combine(clock.today(), time(12), clock.BOGOTA)
    with clock.at(noon):
        OperatorAccount.objects.update(base_url="http://127.0.0.1:1")
        first, quote = quoted()
        assert confirm(merchant, first, quote, "a", allow_other_operator=True).status_code == 201
        OperatorAccount.objects.update(base_url=url)

        second, quote = quoted()
        other = confirm(merchant, second, quote, "b", allow_other_operator=True).json()
    with clock.at(noon + timedelta(minutes=61)):
        third, quote = quoted()
        back = confirm(merchant, third, quote, "c", allow_other_operator=True).json()

    assert (other["service"], back["service"]) == ("Express", "Ground")
    assert (other["instead_of"]["reason"], back["instead_of"]) == ("diverted", None)
    assert Confirmation.objects.get(order_id=second).switch_reason == "diverted"
    assert OperatorHealth.objects.get().diverted_until is not None
    with clock.at(noon + timedelta(minutes=62)):
        shown = api.as_role("support").get("/api/v1/orders/operators/health").json()["results"]
    [mine] = [one for one in shown if one["operator_code"] == "op-ground"]
    assert (mine["chosen"], mine["went_elsewhere"]) == (3, 2)
    assert Decimal(mine["elsewhere_share"]) == Decimal("66.67")


def test_voiding_takes_the_booking_back(quoted, merchant, ledger, asked, run_jobs) -> None:
    order_id, quote = quoted()
    number = confirm(merchant, order_id, quote).json()["number"]

    path = f"/api/v1/orders/guides/{number}/void"
    assert merchant.post(path, json={"reason": "ya no"}).status_code == 200
    run_jobs("orders")

    assert asked.cancelled == [asked.booked[number]]
    assert (ledger.captured, ledger.held) == (Money.zero(), Money.zero())


def test_what_an_operator_has_booked_is_not_changed_behind_its_back(
    quoted, merchant, ledger, asked, run_jobs
) -> None:
    order_id, quote = quoted(cod_amount="90000")
    guide = confirm(merchant, order_id, quote).json()

    path = f"/api/v1/orders/guides/{guide['number']}/mend"
    answer = merchant.post(path, json={"cod_amount": "40000"})

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.mend.booked")
    assert guide["operator"] in answer.json()["detail"]
    assert Guide.objects.get().collect == Money(90_000, COP)


@pytest.mark.parametrize(
    ("phone", "status", "code"),
    [
        ("3005550002", 409, "orders.operator.refused"),
        ("3005550003", 503, "orders.operator.unavailable"),
        ("3005550004", 503, "orders.operator.unavailable"),
        ("3005550001", 201, None),
    ],
)
def test_the_sandbox_follows_its_script(phone, status, code, quoted, api, ledger) -> None:
    twin = api.as_merchant(livemode=False)
    order_id, quote = quoted(twin, recipient=bodies.party(phone=phone))

    answer = confirm(twin, order_id, quote)

    assert (answer.status_code, answer.json().get("code")) == (status, code)


def test_confirming_asks_the_database_little(quoted, merchant, ledger) -> None:
    """It was 63 statements when each step read the confirmation anew."""
    for key in ("warm", "cold"):
        order_id, quote = quoted()
        with CaptureQueriesContext(connections["orders"]) as asked:
            assert confirm(merchant, order_id, quote, key).status_code == 201

    statements = [q["sql"] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) <= MOST_STATEMENTS, "\n".join(s[:100] for s in statements)


# Of which four are the idempotency key's.
MOST_STATEMENTS = 30
