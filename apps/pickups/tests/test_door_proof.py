"""What proves a delivery, and what becomes of what a phone told and was not accepted."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.pickups.domain.door_code import door_code
from apps.pickups.models import Attempt, DriverAction, Matter, Stop
from apps.pickups.tests.driving import Day
from apps.pickups.tests.places import action, here, picture
from apps.pickups.tests.world import BASE, good
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.crypto import unseal

pytestmark = pytest.mark.django_db(databases=["pickups"])


class Door:
    """The stop without money, the courier in front of it."""

    def __init__(self, day: Day) -> None:
        self.day, self.stop = day, day.stop("delivery", 2)
        told = day.do(action("start", run=day.run), action("arrive", self.stop))
        assert told == ["applied"] * 2

    def deliver(self, **data: Any) -> str:
        told = action("deliver", self.stop, received_by="Luz Peña", **data)
        self.last = told["id"]
        (result,) = self.day.do(told)
        return result

    def code(self, settings: Any) -> str:
        return door_code(Stop.objects.get(pk=self.stop["id"]).follow_token, settings.SECRET_KEY)

    def matters(self, **query: Any) -> list[Any]:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        found: list[Any] = good(self.day.world.admin.get(f"{BASE}/matters?{asked}"))["results"]
        return found

    def upload(self, attempt_id: str, kind: str = "signature") -> Any:
        body = {
            "id": str(new_id()),
            "stop_id": self.stop["id"],
            "attempt_id": attempt_id,
            "kind": kind,
            "at": clock.now().isoformat(),
            "file": SimpleUploadedFile("x.png", picture()),
        }
        return good(self.day.phone.upload(f"{BASE}/driver/evidence", body))


@pytest.fixture
def door(day: Day) -> Door:
    return Door(day)


def not_it(code: str) -> str:
    return f"{(int(code) + 1) % 10_000:04d}"


def test_a_code_is_tried_three_times_and_then_other_proof_counts(
    door: Door, settings: Any, published: Any
) -> None:
    code = door.code(settings)
    tried = [door.deliver(code=not_it(code)) for _ in range(3)]
    assert tried == ["pickups.door_code_wrong"] * 3
    assert door.deliver(code=code) == "pickups.door_code_locked"
    (matter,) = door.matters(kind="code_locked", open="true")
    assert (matter["stop_id"], matter["driver"]) == (door.stop["id"], "Conductor 1")
    assert door.deliver(document_kind="CC", document="52123456") == "applied"
    ((event, _),) = published("pickups.delivery.completed")
    assert (event.proof, event.proof_pending) == (("identity",), ())
    assert door.matters(kind="action_refused", open="true") == []


def test_a_wrong_code_beside_other_proof_is_a_try_and_refuses_nothing(
    door: Door, settings: Any
) -> None:
    code = door.code(settings)
    assert door.deliver(code=not_it(code), document="52123456") == "applied"
    assert Stop.objects.get(pk=door.stop["id"]).code_tries == 1
    assert not Attempt.objects.get().code_checked


def test_a_document_is_kept_sealed_and_shown_masked(door: Door) -> None:
    assert door.deliver(document_kind="CC", document="no lo trae") == "pickups.document_invalid"
    assert door.deliver(document_kind="PP", document="AV 123456", code="") == "applied"
    row = Attempt.objects.get()
    assert unseal(bytes(row.document_sealed), purpose=b"pickups.document") == b"PP AV123456"
    (told,) = good(door.day.world.admin.get(f"{BASE}/stops/{door.stop['id']}/attempts"))["attempts"]
    assert told["document"] == "PP ••••3456"
    kept = [str(one.data) for one in DriverAction.objects.all()]
    assert not [text for text in kept if "123456" in text or "no lo trae" in text]


def test_a_picture_counts_once_it_has_arrived(door: Door, published: Any) -> None:
    assert door.deliver(evidence=["signature", "photo"]) == "applied"
    ((event, _),) = published("pickups.delivery.completed")
    assert (event.proof, event.proof_pending) == ((), ("signature", "photo"))
    (matter,) = door.matters(kind="evidence_missing", open="true")
    assert matter["subject"] == door.last
    assert measured(door)["unproven"] == 1
    door.upload(door.last)
    door.upload(door.last, "photo")
    ((proven, _),) = published("pickups.delivery.proven")
    assert (str(proven.attempt_id), proven.proof, proven.attempt) == (door.last, ("signature",), 1)
    assert (door.matters(open="true"), measured(door)["unproven"]) == ([], 0)


def measured(door: Door) -> Any:
    query = "since=2026-11-23&until=2026-11-23"
    (told,) = good(door.day.world.admin.get(f"{BASE}/measures?{query}"))["measures"]
    return told


def test_a_picture_that_was_there_first_proves_it_at_once(door: Door, published: Any) -> None:
    told = action("deliver", door.stop, received_by="Luz", evidence=["signature"])
    door.upload(told["id"])
    assert door.day.do(told) == ["applied"]
    ((event, _),) = published("pickups.delivery.completed")
    assert (event.proof, event.proof_pending) == (("signature",), ())
    assert not Matter.objects.exists()


def test_a_picture_of_another_visit_proves_nothing(door: Door, published: Any) -> None:
    door.upload(str(new_id()))
    assert door.deliver(evidence=["signature"]) == "applied"
    ((event, _),) = published("pickups.delivery.completed")
    assert event.proof == ()


def test_a_run_closes_with_what_is_missing_in_sight(door: Door) -> None:
    door.deliver(evidence=["signature"])
    for number in (0, 1):
        door.day.do(
            action("fail", door.day.stop("delivery", number), reason="refused"),
        )
    door.day.do(action("fail", door.day.stop("pickup"), reason="not_ready"))
    assert door.day.do(action("finish", run=door.day.run)) == ["applied"]
    run = good(door.day.world.admin.get(f"{BASE}/runs/{door.day.run['id']}"))
    assert (run["status"], run["matters_open"]) == ("completed", 1)
    (matter,) = door.matters(run_id=run["id"])
    path = f"{BASE}/matters/{matter['id']}/settle"
    done = good(door.day.world.admin.post(path, json={"note": "llamé a la destinataria"}))
    assert done["note"] == "llamé a la destinataria"
    again = door.day.world.admin.post(path, json={"note": "otra vez"})
    assert again.json()["code"] == "pickups.matter_settled"


def test_a_refused_action_is_kept_with_its_stop_and_shown(door: Door) -> None:
    other = door.day.stop("delivery", 0)
    early = action("deliver", other, received_by="Ana", collected="45000", method="cash", code="x")
    assert door.day.do(early) == ["pickups.door_code_wrong"]
    late = action("deliver", other, received_by="Ana", document="52123456", collected="1")
    assert door.day.do(late) == ["pickups.cash_short"]
    row = DriverAction.objects.get(pk=late["id"])
    assert (str(row.stop_id), str(row.run_id), row.outcome) == (
        other["id"],
        door.day.run["id"],
        "refused",
    )
    assert row.data["collected"] == "1"
    details = {m["detail"] for m in door.matters(kind="action_refused", open="true")}
    assert details == {"deliver: pickups.door_code_wrong", "deliver: pickups.cash_short"}


def test_what_another_driver_says_uses_up_no_try(door: Door, world: Any) -> None:
    (shift,) = [world.shift(7, day="2026-11-23")]
    told = action("deliver", door.stop, received_by="x", code="0000")
    (result,) = good(world.driver(shift).post(f"{BASE}/driver/actions", json={"actions": [told]}))[
        "results"
    ]
    assert result["outcome"] == "refused"
    assert Stop.objects.get(pk=door.stop["id"]).code_tries == 0


@pytest.mark.parametrize(
    ("position", "code"),
    [([170, 100], "latitude"), ([-74.05, 4.68], "order"), ([4.6, 181], "max_value")],
)
def test_a_place_is_latitude_first(door: Door, position: Any, code: str) -> None:
    told = action("fail", door.stop, reason="other", position=position)
    answer = door.day.phone.post(f"{BASE}/driver/actions", json={"actions": [told]})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"]) == (422, code)
    assert error["pointer"].startswith("actions.0.data.position.")


def test_who_never_says_they_leave_carries_no_more_cash(day: Day) -> None:
    from apps.pickups.models import Driver
    from quenty.kernel.money import COP, Money

    Driver.objects.update(cash_limit=Money(50_000, COP))
    dear, cheap, free = (day.stop("delivery", n) for n in range(3))
    day.do(action("start", run=day.run))
    assert day.do(action("arrive", dear, position=here(dear))) == ["applied"]
    assert day.do(action("arrive", cheap)) == ["pickups.cash_limit"]
    assert day.do(action("depart", cheap)) == ["pickups.cash_limit"]
    assert day.do(action("arrive", free)) == ["applied"]
    paid = {"received_by": "Luz", "document": "52123456", "collected": "45000", "method": "cash"}
    assert day.do(action("deliver", dear, **paid)) == ["applied"]
    assert day.do(action("arrive", cheap)) == ["pickups.cash_limit"]
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert day.do(action("deposit", run=day.run, amount="45000", slip="B1")) == ["applied"]
        assert day.do(action("arrive", cheap)) == ["applied"]
