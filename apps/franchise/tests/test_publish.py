"""Publishing: what is checked, what freezes, what is told, what it replaces."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connections

from apps.franchise.domain import sheets as states
from apps.franchise.tasks import supersede_sheets
from apps.franchise.tests.conftest import COVERAGE, sheet_csv
from quenty.contracts.franchise.api import FranchiseApi
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["franchise"])
SHEETS = "/api/v1/franchise/rate-sheets"
TODAY = datetime(2026, 3, 1, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_march():
    with clock.at(TODAY):
        yield


def statuses(desk) -> dict[int, str]:
    rows = desk.client.get(f"{SHEETS}?side=selling").json()["results"]
    return {row["version"]: row["status"] for row in rows}


def test_publishing_freezes_the_sheet_and_tells_version_and_hash(desk, service, published):
    draft = desk.draft(service)
    sheet = desk.publish(draft)

    assert (sheet["status"], sheet["hash"]) == ("published", draft["hash"])
    assert sheet["published_by"].startswith("staff:")
    ((told, envelope),) = published("franchise.rate_sheet.published")
    assert (str(told.sheet_id), told.side, told.version) == (sheet["id"], "selling", 1)
    assert told.hash == sheet["hash"]
    assert str(told.service_id) == service["id"]
    assert str(envelope.aggregate_id) == sheet["id"]


def test_neighbours_read_a_published_sheet_whole_and_no_draft(desk, service):
    franchise, draft = registry.get(FranchiseApi), desk.draft(service)
    with pytest.raises(DomainError) as refused:
        franchise.rate_sheet(sheet_id=draft["id"])
    desk.publish(draft)

    sheet = franchise.rate_sheet(sheet_id=draft["id"])

    assert refused.value.code == "franchise.sheet_not_found"
    assert (sheet.hash, sheet.service.code, sheet.service.active) == (
        draft["hash"],
        "expreso",
        False,
    )
    assert {(z.zone, z.rank, z.transit_days) for z in sheet.zones} == {
        ("local", 0, 1),
        ("national", 1, 3),
    }
    assert len(sheet.pairs) == 1121 + 6
    assert {bracket.price.amount for bracket in sheet.brackets} == {8000, 11000, 15000, 21000}
    assert [(row.kind, row.percent) for row in sheet.surcharges] == [("fuel", 4.5)]
    assert {tax.up_to_kg for tax in sheet.taxes if tax.line == "base"} == {5, None}


def test_a_published_sheet_cannot_be_changed_discarded_or_published_again(desk, service):
    sheet = desk.publish(desk.draft(service))
    where, seen = f"{SHEETS}/{sheet['id']}", {"If-Match": f'"{sheet["revision"]}"'}

    answers = (
        desk.client.patch(where, json={"note": "x"}, headers=seen),
        desk.client.delete(where, headers=seen),
        desk.client.post(f"{where}/publish"),
    )

    assert [(a.status_code, a.json()["code"]) for a in answers] == [
        (409, "franchise.sheet_not_draft")
    ] * 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE franchise_ratesheet SET hash = 'x' WHERE id = %s",
        "UPDATE franchise_ratesheet SET valid_to = '2030-01-01' WHERE id = %s",
        "UPDATE franchise_ratesheet SET status = 'draft', published_at = NULL WHERE id = %s",
        "DELETE FROM franchise_ratesheet WHERE id = %s",
        "UPDATE franchise_bracketrow SET price = 1 WHERE sheet_id = %s",
        "DELETE FROM franchise_pairrow WHERE sheet_id = %s",
        "DELETE FROM franchise_zonerow WHERE sheet_id = %s",
        "DELETE FROM franchise_surchargerow WHERE sheet_id = %s",
        "DELETE FROM franchise_taxrow WHERE sheet_id = %s",
        "INSERT INTO franchise_surchargerow (sheet_id, kind, percent, fixed, minimum)"
        " VALUES (%s, 'margin', 1, 0, 0)",
    ],
)
def test_the_database_itself_refuses_to_change_a_published_sheet(desk, service, statement):
    sheet = desk.publish(desk.draft(service))

    with (
        pytest.raises(IntegrityError, match=r"stays? as (it is|they are)"),
        unit_of_work("franchise"),
        connections["franchise"].cursor() as cursor,
    ):
        cursor.execute(statement, [sheet["id"]])


def test_a_draft_is_changed_with_its_hash_and_discarded(desk, service):
    draft = desk.draft(service)
    where = f"{SHEETS}/{draft['id']}"

    changed = desk.client.patch(
        where, json={"valid_from": "2026-02-01"}, headers={"If-Match": '"1"'}
    )
    bad = desk.client.patch(where, json={"valid_to": "2026-01-01"}, headers={"If-Match": '"2"'})
    gone = desk.client.delete(where, headers={"If-Match": changed["ETag"]})

    assert changed.json()["hash"] != draft["hash"]
    assert (bad.status_code, bad.json()["code"]) == (422, "franchise.sheet_dates")
    assert gone.status_code == 204
    assert desk.client.get(where).status_code == 404


def test_publishing_is_refused_without_coverage(desk):
    service = desk.add_service(desk.register())
    draft = desk.draft(service)

    answer = desk.client.post(f"{SHEETS}/{draft['id']}/publish")

    assert (answer.status_code, answer.json()["code"]) == (409, "franchise.coverage_missing")


def test_publishing_is_refused_when_the_coverage_has_outgrown_the_sheet(desk, service, published):
    draft = desk.draft(service)
    desk.cover(service, COVERAGE + "08001,yes,yes,yes,no,0\n")

    answer = desk.client.post(f"{SHEETS}/{draft['id']}/publish")

    assert (answer.status_code, answer.json()["code"]) == (409, "franchise.sheet_invalid")
    assert "08001" in answer.json()["detail"]
    assert published("franchise.rate_sheet.published") == []


def test_publishing_keeps_the_warnings_with_the_sheet(desk, service):
    draft = desk.draft(service, sheet_csv().replace(b"0,1,15000", b"0,1,6000"))
    (warning,) = desk.publish(draft)["warnings"]
    assert warning["code"] == "franchise.import.price_falls_with_zone"
    assert "local" in warning["es"]


def test_a_newer_version_supersedes_the_one_in_force(desk, service):
    desk.publish(desk.draft(service))
    desk.publish(desk.draft(service, valid_from="2026-02-01"))
    assert statuses(desk) == {1: "superseded", 2: "published"}


def test_a_version_published_ahead_supersedes_when_it_begins(desk, service):
    desk.publish(desk.draft(service))
    desk.publish(desk.draft(service, valid_from="2026-04-01"))
    before = statuses(desk)
    with clock.at(datetime(2026, 4, 1, 6, tzinfo=UTC)):
        supersede_sheets()
        supersede_sheets()

    assert before == {1: "published", 2: "published"}
    assert statuses(desk) == {1: "superseded", 2: "published"}


def test_a_campaign_leaves_the_open_ended_sheet_beneath_it(desk, service):
    desk.publish(desk.draft(service))
    desk.publish(desk.draft(service, valid_from="2026-02-01", valid_to="2026-04-01"))
    assert statuses(desk) == {1: "published", 2: "published"}


@pytest.mark.parametrize("status", states.STATUSES)
@pytest.mark.parametrize("action", states.ACTIONS)
def test_every_transition_of_a_sheet_is_allowed_or_refused(status, action):
    allowed = states.TRANSITIONS.get((status, action))
    if allowed:
        assert states.next_status(status, action) == allowed
    else:
        with pytest.raises(DomainError) as refused:
            states.next_status(status, action)
        assert refused.value.code == "franchise.sheet_not_draft"


def test_the_difference_of_two_versions_names_each_change(desk, service):
    old = desk.draft(service)
    new = desk.draft(service, sheet_csv(
        "surcharge,,,,,,,,,,margin,5,,,,,", "tax,,,,,,,,,,margin,19,,,iva_19,2017-01-01,",
        without="bracket,local,,,,1,5",
    ).replace(b",8000,", b",8500,"))  # fmt: skip

    answer = desk.client.get(f"{SHEETS}/{new['id']}/diff?against={old['id']}").json()

    assert answer["sections"] == {"brackets": 2, "surcharges": 1, "taxes": 1}
    first, second = answer["changes"][:2]
    assert (first["key"], first["before"]["price"], first["after"]["price"]) == (
        "local 1", "8000 COP", "8500 COP",
    )  # fmt: skip
    assert (second["key"], second["after"]) == ("local 5", None)
    assert answer["changes"][2]["before"] is None


def test_versions_of_different_sides_are_not_compared(desk, service):
    selling, cost = desk.draft(service), desk.draft(service, side="cost")
    answer = desk.client.get(f"{SHEETS}/{selling['id']}/diff?against={cost['id']}")
    assert (answer.status_code, answer.json()["code"]) == (422, "franchise.sheets_unlike")
