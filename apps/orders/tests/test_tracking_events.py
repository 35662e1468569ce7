"""What is told of guides: at its own time, once, and never back from an end."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.orders.models import Guide, GuideEvent, Order
from apps.orders.services import record_tracking
from apps.orders.tests import bodies
from apps.orders.tests.grants import refusal
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
PATH = "/api/v1/orders/guides"


@pytest.fixture
def staff(api: Any) -> Any:
    return api.as_role("support")


@pytest.fixture
def issued(confirmed: Any) -> Any:
    """`issued(**changes)`: a guide that was made an hour before `later`."""

    def issue(**changes: Any) -> dict[str, Any]:
        with clock.at(clock.now() - timedelta(hours=1)):
            return dict(confirmed(**changes))

    return issue


@pytest.fixture
def later() -> Any:
    """An instant an hour from now, at which everything told here has happened."""
    with clock.at(clock.now() + timedelta(hours=1)):
        yield clock.now()


def tell(client: Any, number: str, event: str, at: datetime | None = None, **more: Any) -> Any:
    body = {"event": event, **more}
    if at:
        body["occurred_at"] = at.isoformat()
    return client.post(f"{PATH}/{number}/events", json=body)


def test_the_usual_way_to_the_door(issued, staff, published, later) -> None:
    guide = issued()
    way = ["picked_up", "in_transit", "out_for_delivery", "delivered"]

    for minutes, event in enumerate(way):
        at = later - timedelta(minutes=30 - minutes)
        answer = tell(staff, guide["number"], event, at, place="05001")
        assert (answer.status_code, answer.json()["applied"]) == (201, True)

    row = Guide.objects.get()
    assert (row.status, row.delivered_at) == ("delivered", later - timedelta(minutes=27))
    assert Order.objects.get().status == "closed"
    for event in way:
        [(told, _)] = published(f"orders.guide.{event}")
        assert (told.number, told.pieces, told.place) == (guide["number"], (1,), "05001")


def test_shuffled_events_come_to_the_same_state(issued, staff, published, later) -> None:
    """Eight orders of telling, five times over: one history, one delivery."""
    start = later - timedelta(minutes=30)
    told = [
        (event, start + timedelta(minutes=i))
        for i, event in enumerate(("picked_up", "in_transit", "delivery_failed", "delivered"))
    ]
    for order in list(permutations(told))[::3]:
        guide = issued()
        for event, at in order * 5:
            assert tell(staff, guide["number"], event, at).status_code == 201

        row = Guide.objects.get(number=guide["number"])
        assert row.status == "delivered"
        assert row.events.count() == 1 + len(told)
        deliveries = [x for x, _ in published("orders.guide.delivered") if x.guide_id == row.id]
        assert len(deliveries) == 1


def test_a_late_event_never_moves_an_end_back(issued, staff, later) -> None:
    number = issued()["number"]
    tell(staff, number, "delivered", later - timedelta(minutes=20))

    for event, at in (("in_transit", 30), ("lost", 25), ("returned", 5)):
        late = tell(staff, number, event, later - timedelta(minutes=at))
        assert (late.status_code, late.json()["applied"]) == (201, False)

    assert Guide.objects.get().status == "delivered"


def test_pieces_move_by_themselves_and_the_guide_waits_for_the_last(
    issued, staff, published, later
) -> None:
    number = issued(pieces=[bodies.piece(), bodies.piece()])["number"]

    tell(staff, number, "delivered", later, pieces=[1])
    assert Guide.objects.get().status == "generated"
    assert published("orders.guide.delivered") == []
    tell(staff, number, "delivered", later, pieces=[2])

    assert Guide.objects.get().status == "delivered"
    assert len(published("orders.guide.delivered")) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"event": "generated"}, "invalid_choice"),
        ({"event": "voided"}, "invalid_choice"),
        ({"event": "flying"}, "invalid_choice"),
        ({"event": "delivered", "pieces": [7]}, "orders.piece_unknown"),
        (
            {"event": "delivered", "occurred_at": "2999-01-01T00:00:00Z"},
            "orders.tracking_in_future",
        ),
        (
            {"event": "delivered", "occurred_at": "2001-01-01T00:00:00Z"},
            "orders.tracking_before_issue",
        ),
        ({"event": "delivered", "occurred_at": "yesterday"}, "invalid"),
    ],
)
def test_refuses_what_cannot_have_happened(body, code, confirmed, staff) -> None:
    number = confirmed()["number"]

    answer = staff.post(f"{PATH}/{number}/events", json=body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == code
    assert GuideEvent.objects.count() == 1


def test_a_guide_is_not_voided_by_telling_so(confirmed) -> None:
    """Voiding returns money, so it is a use case of its own."""
    guide = confirmed()

    with pytest.raises(DomainError) as refused:
        record_tracking(
            guide_id=guide["id"],
            event="voided",
            occurred_at=clock.now(),
            source="import",
            actor=SYSTEM,
        )

    assert refused.value.code == "orders.tracking_refused"


def test_an_operator_tells_of_its_own_guides_alone(issued, api, later) -> None:
    guide = issued()
    own = api.as_role("operator", operator_id=guide["operator_id"])
    other = api.as_role("operator", operator_id=new_id())

    assert tell(other, guide["number"], "picked_up", later).status_code == 404
    assert tell(own, guide["number"], "picked_up", later).json()["source"] == "operator"
    assert [g["number"] for g in own.get(PATH).json()["results"]] == [guide["number"]]
    assert other.get(PATH).json()["results"] == []


def test_a_merchant_does_not_tell(confirmed, merchant) -> None:
    assert tell(merchant, confirmed()["number"], "delivered").status_code == 403


def test_voiding_returns_the_money_and_frees_the_order(
    confirmed, merchant, ledger, run_jobs, quoted
) -> None:
    guide = confirmed()

    answer = merchant.post(f"{PATH}/{guide['number']}/void", json={"reason": "wrong address"})
    run_jobs("orders")

    assert (answer.status_code, answer.json()["status"]) == (200, "voided")
    assert ledger.captured.amount == 0
    order = Order.objects.get(pk=guide["order_id"])
    assert (order.status, order.quote_id) == ("pending", None)


def test_the_money_goes_back_once_whatever_is_repeated(
    confirmed, merchant, ledger, run_jobs
) -> None:
    guide = confirmed()
    merchant.post(f"{PATH}/{guide['number']}/void", json={"reason": "x"})
    ledger.fail_next("refund", "after")
    run_jobs("orders")
    with clock.at(clock.now() + timedelta(minutes=5)):
        run_jobs("orders")
        JOBS["orders.sweep_confirmations"].run()

    assert len(ledger.refunds) == 1
    assert Guide.objects.get().confirmation.status == "refunded"


def test_a_voided_order_gets_a_new_number(confirmed, merchant, ledger) -> None:
    first = confirmed()
    merchant.post(f"{PATH}/{first['number']}/void", json={"reason": "x"})
    path = f"/api/v1/orders/orders/{first['order_id']}"
    quote = merchant.post(f"{path}/quotes", json={}).json()

    second = merchant.post(f"{path}/confirm", json={"offer_id": bodies.best(quote)["id"]}).json()

    assert second["number"] != first["number"]
    assert set(Guide.objects.values_list("status", flat=True)) == {"voided", "generated"}


def test_a_collected_guide_is_neither_voided_nor_cancelled(issued, merchant, staff, later) -> None:
    guide = issued()
    tell(staff, guide["number"], "picked_up", later)

    void = merchant.post(f"{PATH}/{guide['number']}/void", json={"reason": "x"})
    cancel = merchant.post(
        f"/api/v1/orders/orders/{guide['order_id']}/cancel", json={"reason": "x"}
    )

    assert (void.status_code, void.json()["code"]) == (409, "orders.not_voidable")
    assert (cancel.status_code, cancel.json()["code"]) == (409, "orders.not_cancellable")


def test_a_guide_with_one_piece_collected_is_not_voided(issued, merchant, staff, later) -> None:
    number = issued(pieces=[bodies.piece(), bodies.piece()])["number"]
    tell(staff, number, "picked_up", later, pieces=[2])

    answer = merchant.post(f"{PATH}/{number}/void", json={"reason": "x"})

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.not_voidable")


def test_a_guide_never_collected_is_voided_after_its_term(confirmed, ledger, run_jobs) -> None:
    confirmed()
    for days, status in ((29, "generated"), (31, "voided")):
        with clock.at(clock.now() + timedelta(days=days)):
            JOBS["orders.void_uncollected"].run()
            run_jobs("orders")
        assert Guide.objects.get().status == status

    assert ledger.captured.amount == 0


def test_price_breakdown_of_a_guide(confirmed, merchant, api) -> None:
    guide = confirmed()
    path = f"{PATH}/{guide['number']}/price"

    own = merchant.get(path).json()
    staffs = api.as_role("admin").get(path).json()

    total = sum(Decimal(line["amount"]["amount"]) for line in own["lines"])
    assert own["total"] == own["charged"] == guide["price"]
    assert f"{total:.2f}" == guide["price"]["amount"]
    assert (own["charge_status"], own["cost_total"]) == ("charged", None)
    assert staffs["cost_total"] is not None


def test_another_merchant_sees_no_guide(confirmed, api) -> None:
    number = confirmed()["number"]
    other = api.as_merchant()

    answers = [
        other.get(f"{PATH}/{number}"),
        other.get(f"{PATH}/{number}/price"),
        other.post(f"{PATH}/{number}/void", json={"reason": "x"}),
    ]

    assert {(a.status_code, a.json()["code"]) for a in answers} == {(404, "orders.guide_not_found")}


def test_the_list_asks_the_same_number_of_queries(confirmed, merchant) -> None:
    counts = []
    for _ in range(2):
        confirmed()
        with CaptureQueriesContext(connections["orders"]) as captured:
            merchant.get(PATH)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("table", ["orders_guideevent", "orders_ordertransition"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET actor = ''", "DELETE FROM {}"])
def test_history_is_append_only_by_grant(table, verb, confirmed) -> None:
    confirmed()

    assert refusal(verb.format(table)) == "42501"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE orders_order SET status = 'lost'",
        "UPDATE orders_order SET declared_value = 0",
        "UPDATE orders_guide SET status = 'flying'",
        "UPDATE orders_guidepiece SET status = ''",
        "UPDATE orders_confirmation SET status = 'maybe'",
        "UPDATE orders_piece SET weight_g = 0",
    ],
)
def test_the_database_refuses_values_outside_the_tables(statement, confirmed) -> None:
    confirmed()

    assert refusal(statement) == "23514"
