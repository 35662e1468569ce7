"""An operator's uptime by orders' events, and whether what it promised was kept."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from apps.franchise.domain.uptime import kept, uptime
from apps.franchise.tests.deliveries import delivered, generated
from quenty.contracts.orders.events import OperatorHealthChangedV1
from quenty.kernel import clock
from quenty.kernel.ids import new_id

START = datetime(2026, 11, 1, 5, tzinfo=UTC)  # midnight in Bogotá
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "percent"),
    [
        ([], None),
        ([(START + 5 * DAY, False), (START + 8 * DAY, True)], "90.00"),
        ([(START - DAY, False), (START + 3 * DAY, True)], "90.00"),
        ([(START + 27 * DAY, False)], "90.00"),
        ([(START + 3 * DAY, True)], "90.00"),
        ([(START - DAY, True)], "100.00"),
        ([(START - DAY, False)], "0.00"),
        ([(START + 40 * DAY, False)], "100.00"),
    ],
)
def test_uptime_is_the_share_of_the_month_it_answered(changes, percent):
    found = uptime(changes, starts=START, ends=START + 30 * DAY)
    assert found == (None if percent is None else Decimal(percent))


def test_a_promise_that_cannot_be_measured_is_neither_kept_nor_broken():
    assert kept({"on_time": None}, {"on_time": Decimal(50)}) is None
    assert kept({"on_time": Decimal(90)}, {"on_time": None}) is None
    assert kept({"on_time": Decimal(90), "uptime": Decimal(99)}, {"on_time": Decimal(95)}) is True
    assert kept({"on_time": Decimal(90)}, {"on_time": Decimal(89)}) is False


def told(operator, after, since):
    return OperatorHealthChangedV1(
        operator_id=UUID(operator["id"]), operator_code="veloz",
        before="up" if after == "down" else "down", after=after, reason="timeout", since=since,
    )  # fmt: skip


@pytest.mark.django_db(databases=["franchise"])
@pytest.mark.parametrize(("promised", "met"), [("99.00", False), ("85.00", True), (None, None)])
def test_a_card_says_uptime_and_whether_the_promise_was_kept(desk, deliver, promised, met):
    operator = desk.register(sla_uptime=promised)
    guide = generated(customer_id=new_id(), operator_id=UUID(operator["id"]))
    down = told(operator, "down", START + 5 * DAY)
    back = told(operator, "up", START + 8 * DAY)
    for event in (guide, delivered(guide), back, down, back):
        deliver(event, consumer_context="franchise")
    with clock.at(START + 30 * DAY):
        answer = desk.client.get("/api/v1/franchise/operator-scorecards?month=2026-11-01")
    (card,) = answer.json()["scores"]
    assert (card["uptime"], card["sla_met"]) == ("90.00", met)
