"""What a franchisee's token opens: its own, on every route, and nothing else."""

import pytest

from apps.franchise.tests.networks import ROOT, office, two
from quenty.kernel.ids import new_id

__all__ = ["office", "two"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
LISTS = ("franchises", "territories", "points", "partners", "referrals")


def pages(of: dict) -> list[str]:
    franchise = f"{ROOT}/franchises/{of['franchise']['id']}"
    return [
        franchise,
        f"{franchise}/contract",
        f"{ROOT}/points/{of['point']['id']}",
        f"{ROOT}/partners/{of['agent']['id']}",
    ]


def test_a_franchisee_sees_its_own_and_nothing_of_another(api, two):
    own, other = two
    client = api.as_role("franchisee", franchise_id=own["franchise"]["id"])

    lists = {name: client.get(f"{ROOT}/{name}").json()["results"] for name in LISTS}

    assert {name: len(rows) for name, rows in lists.items()} == dict.fromkeys(LISTS, 1)
    assert lists["franchises"][0]["id"] == own["franchise"]["id"]
    assert lists["points"][0]["id"] == own["point"]["id"]
    assert lists["referrals"][0]["partner_id"] == own["agent"]["id"]
    assert [client.get(path).status_code for path in pages(own)] == [200] * 4
    assert [client.get(path).status_code for path in pages(other)] == [404] * 4
    asked = client.get(f"{ROOT}/points?franchise={other['franchise']['id']}")
    assert asked.json()["results"] == []


def test_a_franchisee_without_a_franchise_sees_nothing(api, two):
    client = api.as_role("franchisee")
    assert all(client.get(f"{ROOT}/{name}").json()["results"] == [] for name in LISTS)


def test_a_franchisee_changes_nothing(api, two):
    own = two[0]
    client = api.as_role("franchisee", franchise_id=own["franchise"]["id"])
    franchise, point = pages(own)[0], pages(own)[2]
    writes = [
        ("POST", f"{ROOT}/franchises"),
        ("PATCH", franchise),
        *(("POST", f"{franchise}/{a}") for a in ("evaluate", "contract", "approve", "activate")),
        *(("POST", f"{franchise}/{a}") for a in ("suspend", "terminate", "territories")),
        ("DELETE", f"{franchise}/territories/5001"),
        ("POST", f"{ROOT}/points"),
        ("PATCH", point),
        ("POST", f"{point}/close"),
        ("POST", f"{ROOT}/partners"),
        ("POST", f"{pages(own)[3]}/end"),
        ("POST", f"{pages(own)[3]}/merchants"),
    ]
    assert {client.request(method, path).status_code for method, path in writes} == {403}


@pytest.mark.parametrize("role", ["driver", "operator", "credit_officer"])
def test_others_are_refused(api, two, role):
    client = api.as_role(role, customer_id=new_id())
    assert {client.get(f"{ROOT}/{name}").status_code for name in LISTS} == {403}
    assert {client.get(path).status_code for path in pages(two[0])} == {403}


def test_an_agent_sees_itself_and_whom_it_brought_and_nothing_else_of_the_network(api, two):
    own, other = two
    agent = api.as_role("merchant", customer_id=own["agent"]["customer_id"])
    stranger = api.as_role("merchant", customer_id=new_id())

    partners = agent.get(f"{ROOT}/partners").json()["results"]
    brought = agent.get(f"{ROOT}/referrals").json()["results"]

    assert [(row["id"], row["code"]) for row in partners] == [
        (own["agent"]["id"], own["agent"]["code"])
    ]
    assert [row["partner_id"] for row in brought] == [own["agent"]["id"]]
    assert [agent.get(path).status_code for path in pages(own)] == [403, 403, 403, 200]
    assert agent.get(pages(other)[3]).status_code == 404
    for name in ("partners", "referrals"):
        assert stranger.get(f"{ROOT}/{name}").json()["results"] == []
    assert stranger.get(pages(own)[3]).status_code == 404
    for name in ("franchises", "territories", "points"):
        assert agent.get(f"{ROOT}/{name}").status_code == 403
    assert agent.post(f"{pages(own)[3]}/merchants", json={}).status_code == 403
