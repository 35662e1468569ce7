"""The road as a driver's phone tells it: in order, late, twice; proof, money, failures."""

from datetime import datetime, timedelta
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
    Ping,
    Run,
    Stop,
)
from apps.pickups.tests.places import action, around, here, send
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.orders import events as orders
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["pickups"])


class Day:
    """A published run of a driver, and its stops by guide or pickup."""

    def __init__(self, world: World, shift: Any, run: Any) -> None:
        self.world, self.run = world, run
        self.phone = world.driver(shift)
        self.stops = good(self.phone.get(f"{BASE}/driver/run"))["stops"]

    def stop(self, kind: str, number: int = 0) -> Any:
        """Deliveries by what is to be collected: 45,000, 30,000, nothing."""
        of_kind = [stop for stop in self.stops if stop["kind"] == kind]
        return sorted(of_kind, key=lambda stop: -due_at(stop))[number]

    def do(self, *actions: Any) -> list[str]:
        return [r["code"] or r["outcome"] for r in send(self.phone, *actions)]


@pytest.fixture
def day(world: World, merchant: Any) -> Day:
    """Two deliveries with 45,000 and 30,000 to collect, one without, and a pickup of two
    guides with three pieces."""
    (shift,) = world.fleet()
    world.deliveries(merchant, around(1), collect=45_000)
    world.deliveries(merchant, around(1, seed=2), collect=30_000)
    world.deliveries(merchant, around(1, seed=3))
    world.pickup(merchant, guides=[world.guide(merchant, pieces=2), world.guide(merchant)])
    return Day(world, shift, world.run_by_hand(shift))


def due_at(stop: Any) -> int:
    return int(float(stop["collect"]["amount"])) if stop["collect"] else 0


def proof(**more: Any) -> dict[str, Any]:
    return {"received_by": "Luz Peña", "evidence": ["signature"], **more}


def deliver(day: Day, stop: Any, **more: Any) -> list[str]:
    due = due_at(stop)
    money = {"collected": str(due), "method": "cash"} if due else {}
    return day.do(
        action("depart", stop, position=here(stop)),
        action("arrive", stop, position=here(stop)),
        action("deliver", stop, position=here(stop), **proof(), **money, **more),
    )


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


def test_a_failed_delivery_is_tried_again_until_the_third(day: Day, published: Any) -> None:
    stop = day.stop("delivery", 2)
    day.do(action("start", run=day.run))
    assert day.do(
        action("arrive", stop), action("fail", stop, reason="customer_absent", comment="Nadie")
    ) == ["applied", "applied"]
    ((event, _),) = published("pickups.delivery.attempted")
    assert (event.reason, event.attempt, event.final) == ("customer_absent", 1, False)
    # Monday the 23rd, so Tuesday.
    assert event.retry_on.isoformat() == "2026-11-24"
    again = Stop.objects.get(guide_id=event.guide_id, status="open")
    assert (again.due_on.isoformat(), again.attempts_made) == ("2026-11-24", 1)
    assert again.follow_token != Stop.objects.get(pk=stop["id"]).follow_token
    path = f"{BASE}/stops/{again.pk}/put"
    body = {"run_id": day.run["id"], "position": 0, "force": True}
    good(day.world.admin.post(path, json=body))
    assert day.do(action("fail", {"id": str(again.pk)}, reason="customer_absent")) == ["applied"]
    told = [event.attempt for event, _ in published("pickups.delivery.attempted")]
    assert sorted(told) == [1, 2]


@pytest.mark.parametrize(
    ("reason", "before", "retry", "final"),
    [
        ("customer_absent", 2, None, True),
        ("weather", 2, "2026-11-24", False),
        ("refused", 0, None, True),
        ("address_not_found", 0, None, False),
    ],
)
def test_what_follows_depends_on_the_reason(
    day: Day, published: Any, reason: str, before: int, retry: str | None, final: bool
) -> None:
    stop = day.stop("delivery", 2)
    Stop.objects.filter(pk=stop["id"]).update(attempts_made=before)
    day.do(action("start", run=day.run), action("fail", stop, reason=reason))
    ((event, _),) = published("pickups.delivery.attempted")
    assert event.final is final
    assert (event.retry_on.isoformat() if event.retry_on else None) == retry
    assert Stop.objects.filter(guide_id=event.guide_id, status="open").exists() is bool(retry)


def test_a_failed_pickup_moves_to_the_next_working_day(day: Day, published: Any) -> None:
    stop = day.stop("pickup")
    day.do(action("start", run=day.run), action("fail", stop, reason="not_ready"))
    pickup = Pickup.objects.get()
    assert pickup.status == "scheduled"
    assert pickup.window_start.isoformat() == "2026-11-24T13:00:00+00:00"
    assert (pickup.reschedules, pickup.attempts) == (0, 1)
    assert published("pickups.pickup.rescheduled")[0][0].by == "system"
    assert Stop.objects.filter(pickup=pickup, status="open").count() == 1


def test_part_of_a_pickup_is_told_as_part(day: Day, published: Any, merchant: Any) -> None:
    stop = day.stop("pickup")
    two = stop["listed"][0]["guide_number"]
    extra = day.world.guide(merchant)
    told = day.do(
        action("start", run=day.run),
        action("arrive", stop),
        action("scan", stop, label=f"{two}-1"),
        action("scan", stop, label=extra.number),
        action("scan", stop, label="NADA"),
        action("collect", stop),
    )
    assert told == ["applied"] * 4 + ["pickups.piece_unknown", "applied"]
    assert Pickup.objects.get().status == "partially_picked_up"
    events = {
        e.guide_number: (len(e.pieces), e.whole) for e, _ in published("pickups.pieces.picked_up")
    }
    assert events == {two: (1, False), extra.number: (1, True)}


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


def test_a_recipient_follows_the_courier_and_knows_the_code(day: Day, api: Any) -> None:
    stop = day.stop("delivery", 2)
    row = Stop.objects.get(pk=stop["id"])
    path = f"{BASE}/follow/{row.follow_token}"
    anybody = api.anonymous()
    quiet = good(anybody.get(path))
    assert (quiet["status"], quiet["courier"]) == ("planned", None)
    assert "Luz" not in str(quiet)
    day.do(action("start", run=day.run), action("depart", stop))
    ping = {"at": clock.now().isoformat(), "latitude": 4.691234, "longitude": -74.071234}
    good(day.phone.post(f"{BASE}/driver/pings", json={"pings": [ping]}))
    near = good(anybody.get(path))
    assert near["courier"]["latitude"] == 4.691
    assert datetime.fromisoformat(near["eta"]) > clock.now()
    bad = day.do(action("arrive", stop), action("deliver", stop, received_by="Luz", code="0000x"))
    assert bad == ["applied", "pickups.door_code_wrong"]
    done = day.do(action("deliver", stop, received_by="Luz", code=near["door_code"]))
    assert done == ["applied"]
    assert near["door_code"] not in str(good(day.phone.get(f"{BASE}/driver/run")))
    assert anybody.get(f"{BASE}/follow/nothing").status_code == 404


def test_pings_are_forgotten_in_time(day: Day) -> None:
    from apps.pickups.services.driving.pings import forget_old_pings

    day.do(action("start", run=day.run))
    ping = {"at": clock.now().isoformat(), "latitude": 4.69, "longitude": -74.07}
    for _ in range(2):
        good(day.phone.post(f"{BASE}/driver/pings", json={"pings": [ping]}))
    assert Ping.objects.count() == 1
    assert forget_old_pings() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert forget_old_pings() == 1
    old = {**ping, "at": (clock.now() - timedelta(days=3)).isoformat()}
    answer = day.phone.post(f"{BASE}/driver/pings", json={"pings": [old]})
    assert answer.json()["code"] == "pickups.position_old"


def test_another_drivers_stops_are_not_there(day: Day) -> None:
    other = day.world.shift(2)
    phone = day.world.driver(other)
    assert good(phone.get(f"{BASE}/driver/run"))["run"] is None
    told = send(phone, action("start", run=day.run), action("arrive", day.stops[0]))
    assert {r["code"] for r in told} == {"pickups.run_not_found"}
    assert Run.objects.get().status == "published"


def test_measures_tell_by_driver_zone_and_day(day: Day) -> None:
    now = clock.now()
    day.do(action("start", run=day.run, odometer_km=10))
    for number in range(3):
        deliver(day, day.stop("delivery", number))
    with clock.at(now + timedelta(hours=2)):
        day.do(
            action("fail", day.stop("pickup"), reason="not_ready"),
            action("finish", run=day.run, odometer_km=34),
        )
        query = "since=2026-11-23&until=2026-11-23"
        (told,) = good(day.world.admin.get(f"{BASE}/measures?{query}"))["measures"]
        assert (told["key"], told["attempts"], told["succeeded"]) == ("Conductor 1", 4, 3)
        assert (told["stops_per_hour"], told["km_per_stop"]) == (2.0, 6.0)
        assert told["attempts_per_success"] == 1.333
        for by in ("zone", "day"):
            (group,) = good(day.world.admin.get(f"{BASE}/measures?{query}&by={by}"))["measures"]
            assert group["attempts"] == 4
            assert group["key"] == ("norte" if by == "zone" else "2026-11-23")


def test_a_run_with_open_stops_is_not_over(day: Day) -> None:
    day.do(action("start", run=day.run))
    assert day.do(action("finish", run=day.run)) == ["pickups.stops_open"]
    path = f"{BASE}/runs/{day.run['id']}/complete"
    assert day.world.admin.post(path, json={}).json()["code"] == "pickups.stops_open"
