"""The road as a driver's phone tells it: in order, late, twice; proof, money, failures."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connections

from apps.pickups.models import (
    Attempt,
    CashEntry,
    DriverAction,
    Evidence,
    Pickup,
    Run,
    Stop,
)
from apps.pickups.tests.driving import Day, deliver, proof
from apps.pickups.tests.places import action, send
from apps.pickups.tests.world import BASE, good
from quenty.contracts.orders import events as orders
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["pickups"])


def test_a_whole_route_is_worked_through_and_its_cash_counted(day: Day, published: Any) -> None:
    assert day.do(action("start", run=day.run, odometer_km=1000)) == ["applied"]
    for number in range(3):
        assert deliver(day, day.stop("delivery", number)) == ["applied"] * 3
    pickup = day.stop("pickup")
    labels = [f"{p['guide_number']}-{p['piece']}" for p in pickup["listed"]]
    assert (
        day.do(
            action("arrive", pickup),
            *(action("scan", pickup, label=label) for label in labels),
            action("collect", pickup, received_by="Ana"),
        )
        == ["applied"] * 5
    )
    assert day.do(action("finish", run=day.run, odometer_km=1031)) == ["applied"]
    done = published("pickups.delivery.completed")
    assert sorted(event.collected.units // 100 for event, _ in done) == [0, 30_000, 45_000]
    assert {event.proof_pending for event, _ in done} == {("signature",)}
    picked = published("pickups.pieces.picked_up")
    assert sorted((len(e.pieces), e.whole) for e, _ in picked) == [(1, True), (2, True)]
    assert Pickup.objects.get().status == "picked_up"
    ((over, _),) = published("pickups.run.completed")
    assert (over.stops, over.succeeded, over.driven_m) == (4, 4, 31_000)
    assert over.cash.units == 7_500_000
    assert len(published("pickups.courier.en_route")) == 3


def test_a_cash_close_finds_a_planted_difference(day: Day, published: Any) -> None:
    day.do(action("start", run=day.run))
    for number in range(3):
        deliver(day, day.stop("delivery", number))
    day.do(action("deposit", run=day.run, amount="20000", slip="B-77"))
    day.do(
        action("arrive", day.stop("pickup")),
        action("fail", day.stop("pickup"), reason="not_ready"),
        action("finish", run=day.run),
    )
    path = f"{BASE}/runs/{day.run['id']}/cash-close"
    short = day.world.admin.post(path, json={"counted": "54000"})
    assert short.json()["code"] == "pickups.close_reason_missing"
    body = {"counted": "54000", "explanation": "Faltó un billete", "slip": "C-9"}
    close = good(day.world.admin.post(path, json=body))
    assert close["expected"] == {"amount": "55000.00", "currency": "COP"}
    assert close["difference"] == {"amount": "-1000.00", "currency": "COP"}
    again = day.world.admin.post(path, json=body)
    assert again.json()["code"] == "pickups.close_exists"
    ((event, _),) = published("pickups.cash.closed")
    assert (event.holder, len(event.guides)) == ("driver", 2)
    assert good(day.phone.get(f"{BASE}/driver/run"))["cash_held"]["amount"] == "0.00"


def test_what_is_sent_twice_or_late_counts_once_and_in_order(day: Day) -> None:
    stop, now = day.stop("delivery", 2), clock.now()
    story = [
        action("start", run=day.run, at=now),
        action("depart", stop, at=now + timedelta(minutes=5)),
        action("arrive", stop, at=now + timedelta(minutes=9)),
        action("deliver", stop, at=now + timedelta(minutes=11), **proof()),
    ]
    with clock.at(now + timedelta(hours=3)):
        # Backwards, and all of it twice.
        first = send(day.phone, *reversed(story))
        assert [r["outcome"] for r in first] == ["applied"] * 4
        assert [r["id"] for r in first] == [a["id"] for a in reversed(story)]
        second = send(day.phone, *story, *story)
        assert {r["outcome"] for r in second} == {"repeated"}
    attempt = Attempt.objects.get()
    assert attempt.at == now + timedelta(minutes=11)
    assert attempt.recorded_at == now + timedelta(hours=3)
    assert DriverAction.objects.count() == 4


def test_one_refused_action_keeps_no_other_from_counting(day: Day) -> None:
    first, second = day.stop("delivery", 1), day.stop("delivery", 2)
    day.do(action("start", run=day.run))
    now = clock.now()
    told = day.do(
        action("deliver", first, at=now, **proof()),
        action("arrive", second, at=now + timedelta(seconds=1)),
        action("deliver", second, at=now + timedelta(seconds=2)),
        action("deliver", second, at=now + timedelta(seconds=3), **proof()),
    )
    assert told == [
        "pickups.cash_short",
        "applied",
        "pickups.proof_missing",
        "applied",
    ]
    assert DriverAction.objects.filter(outcome="refused").count() == 2


def test_a_stop_voided_meanwhile_is_refused_and_told(day: Day) -> None:
    stop = day.stop("delivery", 2)
    row = Stop.objects.get(pk=stop["id"])
    day.world.hear(
        orders.GuideVoidedV1(
            guide_id=row.guide_id,
            number=row.guide_number,
            order_id=new_id(),
            customer_id=row.customer_id,
            reason="ya no",
            refund=orders.Money(0, orders_currency()),
        ),
        aggregate=row.guide_id,
        sequence=9,
    )
    day.do(action("start", run=day.run))
    assert day.do(action("arrive", stop)) == ["pickups.stop_not_found"]


def orders_currency() -> Any:
    from quenty.kernel.money import COP

    return COP


def test_an_attempt_far_from_its_address_is_flagged(day: Day, published: Any) -> None:
    near, far = day.stop("delivery", 1), day.stop("delivery", 2)
    day.do(action("start", run=day.run))
    deliver(day, near)
    day.do(
        action("arrive", far),
        action("fail", far, reason="customer_absent", position=[far["latitude"] + 0.02, -74.07]),
    )
    assert Attempt.objects.get(stop_id=near["id"]).far is False
    flagged = Attempt.objects.get(stop_id=far["id"])
    assert flagged.far
    assert flagged.distance_m is not None
    assert flagged.distance_m > 2000
    assert published("pickups.delivery.attempted")[0][0].far_from_address


@pytest.mark.parametrize("row", [Attempt, Evidence, CashEntry, DriverAction])
def test_what_happened_cannot_be_altered_with_the_runtime_role(day: Day, row: Any) -> None:
    day.do(action("start", run=day.run))
    deliver(day, day.stop("delivery", 1))
    for change in (row.objects.all().delete, lambda: row.objects.update(created_at=clock.now())):
        with pytest.raises(DatabaseError) as refused, connections["pickups"].cursor():
            with_savepoint(change)
        assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def with_savepoint(change: Any) -> None:
    from quenty.platform.db import unit_of_work

    with unit_of_work("pickups"):
        change()


def test_cash_beyond_the_limit_asks_for_a_deposit_first(day: Day) -> None:
    from apps.pickups.models import Driver
    from quenty.kernel.money import COP, Money

    Driver.objects.update(cash_limit=Money(50_000, COP))
    rich = [day.stop("delivery", 0), day.stop("delivery", 1)]
    day.do(action("start", run=day.run))
    assert deliver(day, rich[0]) == ["applied"] * 3
    assert day.do(action("depart", rich[1])) == ["pickups.cash_limit"]
    assert day.do(action("deposit", run=day.run, amount="30000")) == ["applied"]
    assert day.do(action("depart", rich[1])) == ["applied"]


@pytest.mark.parametrize(
    ("amount", "status"),
    [("30000", 200), ("30000.0", 200), ("30000.00", 200), ("30000.50", 422), ("3e4", 422)],
)
def test_amounts_are_whole_pesos_with_or_without_their_cents(
    day: Day, amount: str, status: int
) -> None:
    day.do(action("start", run=day.run))
    deliver(day, day.stop("delivery", 0))
    told = action("deposit", run=day.run, amount=amount)
    answer = day.phone.post(f"{BASE}/driver/actions", json={"actions": [told]})
    assert answer.status_code == status
    held = good(day.phone.get(f"{BASE}/driver/run"))["cash_held"]["amount"]
    assert held == ("15000.00" if status == 200 else "45000.00")


def test_another_drivers_stops_are_not_there(day: Day) -> None:
    other = day.world.shift(2)
    phone = day.world.driver(other)
    assert good(phone.get(f"{BASE}/driver/run"))["run"] is None
    told = send(phone, action("start", run=day.run), action("arrive", day.stops[0]))
    assert {r["code"] for r in told} == {"pickups.run_not_found"}
    assert Run.objects.get().status == "published"


def test_a_run_with_open_stops_is_not_over(day: Day) -> None:
    day.do(action("start", run=day.run))
    assert day.do(action("finish", run=day.run)) == ["pickups.stops_open"]
    path = f"{BASE}/runs/{day.run['id']}/complete"
    assert day.world.admin.post(path, json={}).json()["code"] == "pickups.stops_open"
