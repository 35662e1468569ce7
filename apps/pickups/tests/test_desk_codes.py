"""The recipient alone is told the code of a parcel at a point; an identity does as well."""

from datetime import timedelta
from typing import Any

import pytest

from apps.pickups.models import DeskParcel
from apps.pickups.tests.desks import Desk
from apps.pickups.tests.test_mended_guides import mended
from apps.pickups.tests.world import World, good
from quenty.kernel import clock
from quenty.platform.crypto import unseal
from quenty.platform.store.models import Audit

pytestmark = pytest.mark.django_db(databases=["pickups"])
TO = "l•••@correo.example"


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def again(desk: Desk, got: Any) -> Any:
    return desk.staff.post(f"{desk.path}/parcels/{got['id']}/code")


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_goes_to_the_recipient_and_not_to_the_desk(desk: Desk, merchant: Any) -> None:
    guide, got = desk.fetched(merchant, collect=45_000)
    ((event, envelope),) = desk.world.published("pickups.desk_code.issued")
    assert (event.guide_id, event.recipient_email) == (guide.guide_id, guide.recipient_email)
    assert (event.point_name, event.collect) == ("Droguería La 93", guide.collect)
    assert envelope.livemode
    assert got["code_sent_to"] == TO
    for told in (got, desk.report(), good(desk.staff.get(f"{desk.path}/parcels"))):
        assert event.code not in str(told)
    assert event.code not in str(list(Audit.objects.using("pickups").values()))


def test_another_scan_sends_no_other_code(desk: Desk, merchant: Any) -> None:
    guide, _ = desk.fetched(merchant, pieces=2)
    good(desk.receive(guide.number))
    assert len(desk.world.published("pickups.desk_code.issued")) == 1


def test_another_code_makes_the_first_void_and_there_are_four(desk: Desk, merchant: Any) -> None:
    _, got = desk.fetched(merchant)
    first = desk.code(got)
    assert again(desk, got).json()["code"] == "pickups.code_sent_just_now"
    for minutes in (3, 6, 9):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            assert good(again(desk, got))["code_sent_to"] == TO
    with clock.at(clock.now() + timedelta(minutes=12)):
        assert again(desk, got).json()["code"] == "pickups.code_sent_enough"
    assert desk.hand_over(got, code=first).json()["code"] == "pickups.code_wrong"
    good(desk.hand_over(got, code=desk.code(got)))
    assert again(desk, got).json()["code"] == "pickups.parcel_not_here"


def test_wrong_codes_are_audited_and_another_code_gives_no_more_tries(
    desk: Desk, merchant: Any
) -> None:
    _, got = desk.fetched(merchant)
    for _ in range(5):
        desk.hand_over(got, code=wrong(desk.code(got)))
    assert again(desk, got).json()["code"] == "pickups.code_locked"
    assert desk.hand_over(got, code=desk.code(got)).json()["code"] == "pickups.code_locked"
    lines = Audit.objects.using("pickups").filter(subject=got["id"]).values_list("action", "data")
    tried = [(action, data.get("tries")) for action, data in lines if "wrong" in action]
    assert sorted(tried) == [("desk.code_wrong", n) for n in range(1, 5)]
    assert ("desk.code_lock", {"tries": 5}) in list(lines)
    (row,) = good(desk.staff.get(f"{desk.path}/parcels"))["results"]
    assert row["code_tries_left"] == 0


def test_without_an_address_an_identity_is_shown(desk: Desk, merchant: Any) -> None:
    _, got = desk.fetched(merchant, recipient_email="")
    assert (got["code_sent_to"], desk.code(got)) == ("", "")
    assert again(desk, got).json()["code"] == "pickups.code_no_address"
    assert desk.hand_over(got, code="000000").json()["code"] == "pickups.code_wrong"
    good(desk.hand_over(got, document_kind="CC", document="1.020.304.455"))


def test_somebody_else_named_by_the_merchant_gets_a_code_of_their_own(
    desk: Desk, merchant: Any
) -> None:
    guide, got = desk.fetched(merchant, collect=40_000)
    before = desk.code(got)
    mended(desk.world, guide, recipient_email="rosa@correo.example")
    events = [e for e, _ in desk.world.published("pickups.desk_code.issued")]
    assert (events[-1].recipient_email, events[-1].recipient_name) == (
        "rosa@correo.example",
        "Rosa Díaz",
    )
    refused = desk.hand_over(got, code=before, collected="40000")
    assert refused.json()["code"] == "pickups.code_wrong"
    good(desk.hand_over(got, code=desk.code(got), collected="40000"))


@pytest.mark.parametrize(
    ("kind", "number", "masked"),
    [
        ("CC", "52.123.456", "CC ••••3456"),
        ("CE", "452871", "CE ••••871"),
        ("NIT", "900.373.115-3", "NIT ••••1153"),
        ("PP", "av 123456", "PP ••••3456"),
        ("PPT", "7777777", None),
        ("PPT", "5182936", "PPT ••••936"),
        ("NIT", "900.373.115-4", None),
        ("CC", "no tiene", None),
        ("CC", "11111111", None),
        ("CE", "0", None),
        ("PP", "PASAPORTE", None),
    ],
)
def test_an_identity_is_a_document_kept_sealed_and_shown_masked(
    desk: Desk, merchant: Any, kind: str, number: str, masked: str | None
) -> None:
    _, got = desk.fetched(merchant)
    answer = desk.hand_over(got, document_kind=kind, document=number)
    if masked is None:
        told = answer.json()
        assert (told["code"], told["errors"][0]["pointer"]) == (
            "pickups.document_invalid",
            "document",
        )
        return
    done = good(answer)
    assert (done["document"], done["checked_by"]) == (masked, "identity")
    row = DeskParcel.objects.get()
    whole = unseal(bytes(row.document_sealed), purpose=b"pickups.document").decode()
    assert whole.startswith(f"{kind} ")
    assert whole not in str(DeskParcel.objects.values().get())


@pytest.mark.parametrize(
    ("body", "missing"),
    [({"document": "52123456"}, "document_kind"), ({"document_kind": "CC"}, "document")],
)
def test_a_document_is_its_kind_and_its_number(
    desk: Desk, merchant: Any, body: Any, missing: str
) -> None:
    _, got = desk.fetched(merchant)
    told = desk.hand_over(got, **body).json()
    assert [(e["code"], e["pointer"]) for e in told["errors"]] == [("pair", missing)]


def test_in_the_sandbox_the_code_is_known(desk: Desk, merchant: Any) -> None:
    guide = desk.world.guide(merchant)
    from apps.pickups.models import GuideCopy
    from quenty.contracts.orders.events import GuideInTransitV1

    desk.world.moved(guide, GuideInTransitV1)
    GuideCopy.objects.update(livemode=False)
    got = good(desk.receive(guide.number))
    good(desk.hand_over(got, code="000000"))
