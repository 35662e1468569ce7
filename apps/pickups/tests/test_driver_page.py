"""The driver's page against the API that it speaks to, read from its own files."""

import re
from typing import Any

import pytest

from apps.pickups.api.driver_bodies import ActionDataField, DriverRunOut, DriverStopOut
from apps.pickups.services.driving.record import KINDS
from apps.pickups.tests.places import action
from apps.pickups.tests.world import BASE, World, good
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["pickups"])

PARTS = ("app", "parts", "stop", "store", "sync", "texts")


@pytest.fixture
def page(client: Any) -> dict[str, str]:
    """Each script as a phone gets it."""
    return {name: client.get(f"/driver/{name}.js").content.decode() for name in PARTS}


def test_the_page_works_without_a_network_once_it_was_seen(
    client: Any, page: dict[str, str]
) -> None:
    shell = client.get("/driver").content.decode()
    worker = client.get("/driver/sw.js").content.decode()
    asked = {*re.findall(r'(?:src|href)="(/driver/[\w.]+)"', shell)}
    for text in page.values():
        asked |= set(re.findall(r'from "(/driver/[\w.]+)"', text))
    assert asked
    assert {path for path in asked if path not in worker} == set()
    assert all(client.get(path).status_code == 200 for path in asked)


def test_everything_it_sends_is_a_kind_that_the_api_takes(page: dict[str, str]) -> None:
    sent = set(re.findall(r'\b(?:go|act)\("(\w+)"', page["stop"] + page["app"]))
    assert sent == {"depart", "arrive", "scan", "deliver", "collect", "fail", "start"} | {
        "finish",
        "deposit",
    }
    assert sent <= set(KINDS)


def test_every_word_of_it_is_there_in_both_languages(page: dict[str, str]) -> None:
    spanish, english = re.findall(r"const (?:ES|EN) = \{(.*?)\n\};", page["texts"], re.S)
    words = [set(re.findall(r"\b(\w+): (?=[\"{(])", text)) for text in (spanish, english)]
    assert words[0] == words[1]
    used = set(re.findall(r"\bt\.(\w+)", page["app"] + page["stop"] + page["parts"]))
    assert used - words[0] == set()


def test_what_it_reads_of_a_run_is_what_the_api_tells(page: dict[str, str]) -> None:
    """And what it writes of a stop are fields that an action may have."""
    read = set(re.findall(r"\bstop\.(\w+)", page["stop"] + page["app"]))
    assert read - {"js"} <= set(DriverStopOut().fields)
    assert set(re.findall(r"\bday\.(\w+)", page["app"])) <= set(DriverRunOut().fields)
    written = {"received_by", "evidence", "position", "code", "document", "collected", "method"}
    assert all(re.search(rf"\b{name}\b", page["stop"]) for name in written)
    assert written <= set(ActionDataField().fields)


@pytest.mark.parametrize(
    ("language", "says"), [("en", "no such run"), ("es", "no existe esa ruta")]
)
def test_what_is_not_accepted_is_said_in_the_phone_s_language(
    world: World, merchant: Any, language: str, says: str
) -> None:
    (shift,) = world.fleet()
    body = {"actions": [action("start", run={"id": str(new_id())})]}
    answer = world.driver(shift).post(
        f"{BASE}/driver/actions", json=body, headers={"Accept-Language": language}
    )
    (told,) = good(answer)["results"]
    assert told["code"] == "pickups.run_not_found"
    assert says in told["message"].lower()


def test_an_action_is_kept_with_its_pictures_or_not_at_all(page: dict[str, str]) -> None:
    """One transaction of the phone's database holds all three; ids are the phone's own."""
    record = page["store"].split("export function record")[1].split("\n}")[0]
    assert '["actions", "evidence", "kept"], "readwrite"' in record
    assert "id: uuid()" in page["app"]
    # Dropped only after the server has answered for each.
    sending = page["sync"].split("async function sendActions")[1].split("\n}")[0]
    assert sending.index('ask("driver/actions"') < sending.index('store.drop("actions"')


def test_nothing_done_is_dropped_for_an_answer_that_says_nothing_of_it(
    page: dict[str, str],
) -> None:
    """Signed out, no such driver, in conflict, too many: it is kept and sent again. One that
    can't be read takes no other along."""
    told = re.search(r"ABOUT_THE_CONTENT = \[([\d, ]+)\]", page["sync"])
    assert told is not None
    assert not {401, 403, 408, 409, 425, 429} & set(map(int, told[1].split(", ")))
    sending = page["sync"].split("async function sendActions")[1].split("\n}")[0]
    assert sending.index("most = 1") < sending.index("await refuse")
