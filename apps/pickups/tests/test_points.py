"""Points: nearest, drop-off, the desk and its cash."""

from datetime import timedelta
from typing import Any

import pytest

from apps.pickups.models import CashClose, DeskParcel, Point
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.franchise import network_events as network
from quenty.contracts.orders import events as orders
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["pickups"])


def desk(world: World, point: Any) -> Any:
    return world.api.as_role("franchisee", franchise_id=point.franchise_id)


def receive(client: Any, point: Any, label: str) -> Any:
    return client.post(f"{BASE}/points/{point.point_id}/receive", json={"label": label})


def test_the_nearest_open_point_comes_first(world: World, merchant: Any) -> None:
    near, far = world.point(), world.point(name="Lejos")
    for point, latitude in ((near, 4.68), (far, 4.75)):
        path = f"{BASE}/points/{point.point_id}"
        body = {"latitude": latitude, "longitude": -74.05, "hours": {"0": [["06:00", "20:00"]]}}
        good(world.admin.patch(path, json=body))
    found = good(merchant.get(f"{BASE}/points/nearest?latitude=4.68&longitude=-74.05"))["points"]
    assert [p["name"] for p in found] == ["Droguería La 93", "Lejos"]
    assert found[0]["distance_m"] == 0
    assert 7700 < found[1]["distance_m"] < 7900
    assert found[0]["open_now"]
    closed = network.PointClosedV1(point_id=near.point_id, franchise_id=None, reason="mudanza")
    world.hear(closed, aggregate=near.point_id, sequence=2)
    found = good(merchant.get(f"{BASE}/points/nearest?latitude=4.68&longitude=-74.05"))["points"]
    assert [p["name"] for p in found] == ["Lejos"]


@pytest.mark.parametrize("hours", [{"9": []}, {"0": [["20:00", "08:00"]]}, {"0": [["8", "x"]]}])
def test_hours_that_make_no_sense_are_refused(world: World, hours: Any) -> None:
    point = world.point()
    path = f"{BASE}/points/{point.point_id}"
    answer = world.admin.patch(path, json={"hours": hours})
    assert answer.json()["code"] == "pickups.hours_invalid"


def test_parcels_dropped_off_are_scanned_in_and_taken_on(
    world: World, merchant: Any, published: Any
) -> None:
    point = world.point(franchise_id=new_id())
    whole, pieces = world.guide(merchant), world.guide(merchant, pieces=2)
    chosen = good(
        merchant.post(
            f"{BASE}/drop-offs",
            json={"point_id": str(point.point_id), "guides": [whole.number, pieces.number]},
        )
    )
    assert chosen["code"].startswith("PTO-")
    staff = desk(world, point)
    listed = good(staff.get(f"{BASE}/points/{point.point_id}/parcels?status=expected"))
    assert len(listed["results"]) == 2
    good(receive(staff, point, whole.number))
    part = good(receive(staff, point, f"{pieces.number}-2"))
    assert (part["pieces"], part["code_sent_to"]) == ([2], "")
    good(receive(staff, point, f"https://quenty.example/g/{pieces.number}-1"))
    good(receive(staff, point, f"{pieces.number}-1"))
    events = [
        (e.guide_number, len(e.pieces), e.whole)
        for e, _ in published("pickups.pieces.received_at_point")
    ]
    assert events == [(whole.number, 1, True), (pieces.number, 1, False), (pieces.number, 1, True)]
    done = good(merchant.get(f"{BASE}/drop-offs"))["results"][0]
    assert done["received_at"] is not None
    parcel = DeskParcel.objects.get(guide_number=whole.number)
    path = f"{BASE}/points/{point.point_id}/parcels/{parcel.pk}/hand-over"
    taken = good(staff.post(path, json={"name": "Mensajero Ruiz"}))
    assert taken["status"] == "handed_over"
    told = published("pickups.pieces.handed_over")[0][0]
    assert (told.to, told.collected, told.method) == ("courier", None, "")


def test_a_recipient_fetches_with_a_code_and_pays(
    world: World, merchant: Any, published: Any
) -> None:
    point = world.point(franchise_id=new_id())
    guide = world.guide(merchant, collect=45_000)
    world.moved(guide, orders.GuideInTransitV1)
    staff = desk(world, point)
    got = good(receive(staff, point, guide.number))
    code = world.desk_code(guide.number)
    assert code not in str(DeskParcel.objects.values().get())
    path = f"{BASE}/points/{point.point_id}/parcels/{got['id']}/hand-over"
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    answer = staff.post(path, json={"name": "Luz", "code": wrong, "collected": "45000"})
    assert answer.json()["code"] == "pickups.code_wrong"
    short = staff.post(path, json={"name": "Luz", "code": code, "collected": "40000"})
    assert short.json()["code"] == "pickups.cash_short"
    bare = staff.post(path, json={"name": "Luz", "collected": "45000"})
    assert bare.json()["code"] == "pickups.proof_missing"
    assert bare.json()["detail"] == "La entrega requiere un código o un documento como prueba."
    body = {"name": "Luz Peña", "code": code, "collected": "45000", "method": "cash"}
    good(staff.post(path, json=body))
    event = published("pickups.pieces.handed_over")[0][0]
    assert (event.to, event.checked_by) == ("recipient", "code")
    assert (event.collected, event.method) == (Money(45_000, COP), "cash")
    report = good(staff.get(f"{BASE}/points/{point.point_id}/report"))
    assert (report["handed_over"], report["cash"]["amount"]) == (1, "45000.00")
    close = f"{BASE}/points/{point.point_id}/cash-close"
    silent = staff.post(close, json={"counted": "44000"})
    assert silent.json()["code"] == "pickups.close_reason_missing"
    done = good(staff.post(close, json={"counted": "44000", "explanation": "Vuelto errado"}))
    assert done["difference"] == {"amount": "-1000.00", "currency": "COP"}
    assert staff.post(close, json={"counted": "45000"}).json()["code"] == "pickups.close_exists"
    closed = published("pickups.cash.closed")[0][0]
    assert (closed.holder, closed.guides) == ("point", (guide.guide_id,))
    assert CashClose.objects.count() == 1


def test_a_code_is_locked_after_five_wrong_tries(world: World, merchant: Any) -> None:
    point = world.point()
    guide = world.guide(merchant)
    world.moved(guide, orders.GuideInTransitV1)
    got = good(receive(world.admin, point, guide.number))
    code = world.desk_code(guide.number)
    path = f"{BASE}/points/{point.point_id}/parcels/{got['id']}/hand-over"
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    codes = [
        world.admin.post(path, json={"name": "Luz", "code": wrong}).json()["code"] for _ in range(6)
    ]
    assert codes == ["pickups.code_wrong"] * 5 + ["pickups.code_locked"]
    right = world.admin.post(path, json={"name": "Luz", "code": code})
    assert right.json()["code"] == "pickups.code_locked"
    body = {"name": "Luz", "document_kind": "CC", "document": "52123456"}
    known = world.admin.post(path, json=body)
    assert good(known)["status"] == "handed_over"


def test_a_parcel_that_waits_too_long_is_told_once_and_returned(
    world: World, merchant: Any, published: Any
) -> None:
    from apps.pickups.services.points.warn_late import warn_of_late_parcels

    point = world.point()
    guide = world.guide(merchant)
    world.moved(guide, orders.GuideInTransitV1)
    got = good(receive(world.admin, point, guide.number))
    assert warn_of_late_parcels() == 0
    with clock.at(clock.now() + timedelta(days=6)):
        assert warn_of_late_parcels() == 1
        assert warn_of_late_parcels() == 0
        late = good(world.admin.get(f"{BASE}/points/{point.point_id}/parcels?late=true"))
        assert len(late["results"]) == 1
        path = f"{BASE}/points/{point.point_id}/parcels/{got['id']}/return"
        good(world.admin.post(path, json={"reason": "nadie vino"}))
    assert published("pickups.pieces.returned_from_point")[0][0].reason == "nadie vino"
    again = world.admin.post(path, json={"reason": "otra vez"})
    assert again.json()["code"] == "pickups.parcel_not_here"


def test_a_franchisee_runs_its_own_desk_alone(world: World, merchant: Any) -> None:
    mine, other = world.point(franchise_id=new_id()), world.point(franchise_id=new_id())
    staff = desk(world, mine)
    guide = world.guide(merchant)
    assert receive(staff, other, guide.number).json()["code"] == "pickups.point_not_found"
    assert staff.get(f"{BASE}/points/{other.point_id}/parcels").status_code == 404


def test_what_is_unknown_closed_or_full_is_refused(world: World, merchant: Any) -> None:
    point = world.point(capacity=1)
    assert receive(world.admin, point, "NADA").json()["code"] == "pickups.piece_unknown"
    guides = [world.guide(merchant), world.guide(merchant)]
    body = {"point_id": str(point.point_id), "guides": [g.number for g in guides]}
    assert merchant.post(f"{BASE}/drop-offs", json=body).json()["code"] == "pickups.point_full"
    Point.objects.update(open=False)
    assert merchant.post(f"{BASE}/drop-offs", json=body).json()["code"] == "pickups.point_closed"
    assert receive(world.admin, point, guides[0].number).json()["code"] == "pickups.point_closed"
    body["point_id"] = str(new_id())
    assert merchant.post(f"{BASE}/drop-offs", json=body).json()["code"] == (
        "pickups.point_not_found"
    )


def test_staff_may_send_a_guide_to_a_point(world: World, merchant: Any) -> None:
    point, guide = world.point(), world.guide(merchant)
    world.moved(guide, orders.GuideDeliveryFailedV1)
    path = f"{BASE}/points/{point.point_id}/expect"
    sent = good(world.admin.post(path, json={"guide": guide.number}))
    assert (sent["status"], sent["purpose"]) == ("expected", "delivery")
    assert good(receive(world.admin, point, guide.number))["id"] == sent["id"]
    assert world.admin.post(path, json={"guide": "X"}).status_code == 404
