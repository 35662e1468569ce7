"""The desk's page against the API that it speaks to, read from its own files."""

import re
from typing import Any

import pytest

from apps.pickups.api.desk_bodies import (
    DeskOut,
    DeskParcelOut,
    DeskReportOut,
    DesksOut,
    HandOverBody,
)
from apps.pickups.tests.desks import Desk
from apps.pickups.tests.world import BASE, World, good
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["pickups"])

PARTS = ("api", "app", "parcel", "texts")


@pytest.fixture
def page(client: Any) -> dict[str, str]:
    return {name: client.get(f"/desk/{name}.js").content.decode() for name in PARTS}


def test_it_needs_nothing_from_elsewhere(client: Any, page: dict[str, str]) -> None:
    answer = client.get("/desk")
    shell = answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "http" not in shell.replace("http://www.w3.org", "")
    asked = {*re.findall(r'(?:src|href)="(/[\w./]+)"', shell)}
    for text in page.values():
        asked |= set(re.findall(r'from "(/[\w./]+)"', text))
    assert {f"/desk/{name}.js" for name in PARTS} < asked
    assert {path: client.get(path).status_code for path in asked} == dict.fromkeys(asked, 200)
    assert client.get("/desk/secrets.txt").status_code == 404


def test_every_word_of_it_is_there_in_both_languages(page: dict[str, str]) -> None:
    spanish, english = re.findall(r"const (?:ES|EN) = \{(.*?)\n\};", page["texts"], re.S)
    words = [set(re.findall(r"\b(\w+): (?=[\"{(])", text)) for text in (spanish, english)]
    assert words[0] == words[1]
    used = set(re.findall(r"\bt\.(\w+)", "".join(page.values())))
    assert used - words[0] == set()


def test_what_it_reads_and_sends_is_what_the_api_tells_and_takes(page: dict[str, str]) -> None:
    read = set(re.findall(r"\bparcel\.(\w+)", page["parcel"] + page["app"]))
    assert read - {"js"} <= set(DeskParcelOut().fields)
    assert set(re.findall(r"\breport\.(\w+)", page["app"])) <= set(DeskReportOut().fields)
    assert set(re.findall(r"\b(?:point|one)\??\.(\w+)", page["app"])) <= set(DeskOut().fields)
    assert "points" in DesksOut().fields
    sent = {"name", "code", "document_kind", "document", "collected", "method"}
    assert all(re.search(rf"\b{name}\b", page["parcel"]) for name in sent)
    assert sent == set(HandOverBody().fields)


def test_one_is_told_the_desks_that_one_runs(world: World) -> None:
    mine, others = Desk(world), Desk(world)
    told = good(mine.staff.get(f"{BASE}/points/desks"))["points"]
    assert [point["point_id"] for point in told] == [str(mine.point.point_id)]
    of_all = good(world.admin.get(f"{BASE}/points/desks"))["points"]
    assert {str(others.point.point_id), told[0]["point_id"]} <= {p["point_id"] for p in of_all}
    nobody = world.api.as_role("franchisee", franchise_id=new_id())
    assert good(nobody.get(f"{BASE}/points/desks"))["points"] == []
    assert world.merchant().get(f"{BASE}/points/desks").status_code == 403
