"""A loss that was paid and whose parcel turned up: seen by staff, taken back by two people."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.orders.models import Claim, Guide
from apps.orders.tests import bodies
from apps.orders.tests.collecting import BASE, cop, lines
from apps.orders.tests.test_claims import claim
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["orders"])
PAID = 120_000


@pytest.fixture
def paid(confirmed, collecting, merchant):
    """`paid(**changes)`: a lost guide, and the path of its claim, which was paid and asked of its
    operator."""

    def pay(end: str = "lost", **changes: Any) -> tuple[dict[str, Any], str]:
        guide = confirmed(**changes)
        collecting.tell(guide, end)
        Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=1))
        where = f"{BASE}/claims/{claim(merchant, guide).json()['id']}"
        body = {"amount": str(PAID), "recover": str(PAID), "reason": "extraviado"}
        assert collecting.staff.post(f"{where}/pay", json=body).status_code == 200
        collecting.settle()
        return guide, where

    return pay


def turned_up(collecting) -> list[str]:
    rows = collecting.staff.get(f"{BASE}/claims?turned_up=true").json()["results"]
    return [row["number"] for row in rows]


def dismissed(collecting, where) -> list[str]:
    """What is left once its news was said to be none."""
    gone = collecting.staff.post(f"{where}/dismiss-news", json={"reason": "era otro paquete"})
    assert gone.status_code == 200, gone.json()
    return turned_up(collecting)


def correct(collecting, api, guide, to) -> None:
    where = f"{BASE}/guides/{guide['number']}/corrections"
    asked = collecting.staff.post(where, json={"to": to, "reason": "apareció en bodega"})
    path = f"{BASE}/corrections/{asked.json()['id']}/decision"
    assert api.as_role("admin").post(path, json={"approve": True}).status_code == 200
    collecting.settle()


def nothing_stands(collecting, guide, merchant) -> None:
    """In the ledger, and in the statement's column."""
    row = Guide.objects.get(number=guide["number"])
    ledger, owner = collecting.ledger, str(row.customer_id)
    for account, detail in (("operator", str(row.operator_id)), ("claims", "")):
        assert not ledger.account(account, detail)
    assert "claim" not in lines(guide, merchant)
    owed = ledger.account("merchant", owner) + ledger.account("wallet", owner)
    assert owed == cop(lines(guide, merchant).get("net", 0))


@pytest.mark.parametrize("recovery", ["asked", "recovered", "refused"])
@pytest.mark.parametrize("end", ["delivered", "returned"])
def test_what_was_paid_goes_back_with_the_correction_of_the_guide(
    paid, collecting, merchant, api, published, end, recovery
) -> None:
    guide, where = paid()
    if recovery != "asked":
        body = {"recovered": recovery == "recovered", "reason": "acta"}
        assert collecting.staff.post(f"{where}/recovery", json=body).status_code == 200
    collecting.tell(guide, end)
    # It stays lost, and staff see it.
    assert Guide.objects.get().status == "lost"
    assert turned_up(collecting) == [guide["number"]]

    correct(collecting, api, guide, end)

    row = Claim.objects.get()
    undone = "refused" if recovery == "refused" else "undone"
    assert (row.status, row.recovery) == ("overturned", undone)
    assert row.overturned_by != row.overturn_asked_by
    assert turned_up(collecting) == []
    nothing_stands(collecting, guide, merchant)
    [(told, _)] = published("orders.claim.overturned")
    assert (told.amount, told.recover, told.reason) == (cop(PAID), cop(PAID), "apareció en bodega")
    # Once: neither a second correction nor the claim's own page does it again.
    correct(collecting, api, guide, "in_transit")
    collecting.tell(guide, end)
    again = collecting.staff.post(f"{where}/overturn", json={"reason": "x"})
    assert again.json()["code"] == "orders.claim.not_overturnable"
    nothing_stands(collecting, guide, merchant)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "Ya se pidió revertir esta reclamación: otra persona la decide."),
        ("en", "Somebody has asked to take this claim back: another person decides it."),
    ],
)
def test_asked_twice_it_says_who_decides(paid, collecting, language, words) -> None:
    guide, where = paid("in_transit")
    said = {"Accept-Language": language}
    early = collecting.staff.post(f"{where}/overturn", json={"reason": "x"}, headers=said)
    assert "pagado" not in early.json()["detail"] or "reclamo: pagado" in early.json()["detail"]
    collecting.tell(guide, "delivered")
    first = collecting.staff.post(f"{where}/overturn", json={"reason": "x"}, headers=said)
    again = collecting.staff.post(f"{where}/overturn", json={"reason": "x"}, headers=said)
    assert first.status_code == 200
    assert (again.json()["code"], again.json()["detail"]) == ("orders.claim.overturn_asked", words)


def test_one_that_was_late_and_arrives_is_taken_back_by_two_people(
    paid, collecting, merchant, api
) -> None:
    guide, where = paid("in_transit")
    early = collecting.staff.post(f"{where}/overturn", json={"reason": "x"})
    assert early.json()["code"] == "orders.claim.not_overturnable"
    collecting.tell(guide, "delivered")
    assert turned_up(collecting) == [guide["number"]]

    decision = f"{where}/overturn/decision"
    boss = api.as_role("admin")
    none = boss.post(decision, json={"approve": True})
    assert none.json()["code"] == "orders.claim.overturn_not_asked"
    assert merchant.post(f"{where}/overturn", json={"reason": "x"}).status_code == 403
    assert collecting.staff.post(f"{where}/overturn", json={"reason": "llegó"}).status_code == 200
    same = collecting.staff.post(decision, json={"approve": True})
    assert (same.status_code, same.json()["code"]) == (409, "orders.claim.same_person")
    # Refused, asked for again, approved.
    assert boss.post(decision, json={"approve": False}).json()["status"] == "paid"
    collecting.staff.post(f"{where}/overturn", json={"reason": "llegó"})
    done = boss.post(decision, json={"approve": True})
    collecting.settle()

    assert (done.status_code, done.json()["status"]) == (200, "overturned")
    assert boss.post(decision, json={"approve": True}).json()["code"] == none.json()["code"]
    nothing_stands(collecting, guide, merchant)


def test_one_that_was_late_and_is_scanned_again_is_seen_before_it_arrives(
    paid, collecting, merchant
) -> None:
    guide, where = paid("in_transit")
    before = Claim.objects.get().created_at - timedelta(seconds=1)
    collecting.tell(guide, "out_for_delivery", occurred_at=before.isoformat())
    # An inquiry of the operator is no parcel in somebody's hand.
    collecting.tell(guide, "on_hold")
    assert turned_up(collecting) == []
    collecting.tell(guide, "in_transit")
    assert turned_up(collecting) == [guide["number"]]
    assert Claim.objects.get().turned_up == "in_transit"
    # The next hub changes no state, and is seen again once the first was dismissed.
    assert dismissed(collecting, where) == []
    collecting.tell(guide, "in_transit")
    assert turned_up(collecting) == [guide["number"]]

    assert dismissed(collecting, where) == []
    collecting.tell(guide, "delivered")
    assert Claim.objects.get().turned_up == "delivered"


def test_a_piece_that_is_told_as_lost_is_no_news_of_an_overdue_one(paid, collecting) -> None:
    box = bodies.piece()
    guide, _ = paid("in_transit", pieces=[box, box])
    collecting.tell(guide, "out_for_delivery", pieces=[2])
    Claim.objects.update(turned_up="", turned_up_at=None)
    collecting.tell(guide, "lost", pieces=[1])
    assert turned_up(collecting) == []


def test_what_was_found_and_goes_on_is_taken_back_once_it_arrives(
    paid, collecting, merchant, api
) -> None:
    guide, where = paid(cod_amount="90000")
    correct(collecting, api, guide, "in_transit")
    row = Claim.objects.get()
    assert (row.status, row.turned_up) == ("paid", "in_transit")
    assert turned_up(collecting) == [guide["number"]]
    early = collecting.staff.post(f"{where}/overturn", json={"reason": "x"})
    assert early.json()["code"] == "orders.claim.not_overturnable"

    collecting.tell(guide, "delivered")
    assert turned_up(collecting) == [guide["number"]]
    assert Claim.objects.get().turned_up == "delivered"
    collecting.staff.post(f"{where}/overturn", json={"reason": "llegó"})
    api.as_role("admin").post(f"{where}/overturn/decision", json={"approve": True})
    collecting.settle()

    assert lines(guide, merchant)["net"] == 90_000


def test_news_that_is_not_so_is_dismissed(confirmed, collecting, merchant) -> None:
    guide = confirmed()
    lost_at = clock.now()
    collecting.tell(guide, "lost")
    # A scan from before says nothing of where it is.
    collecting.tell(guide, "in_transit", occurred_at=(lost_at - timedelta(seconds=30)).isoformat())
    where = f"{BASE}/claims/{claim(merchant, guide).json()['id']}"
    assert turned_up(collecting) == []
    collecting.tell(guide, "in_transit", occurred_at=(lost_at + timedelta(minutes=1)).isoformat())
    assert turned_up(collecting) == [guide["number"]]

    body = {"amount": "1000", "reason": "extraviado"}
    refused = collecting.staff.post(f"{where}/pay", json=body)
    gone = collecting.staff.post(f"{where}/dismiss-news", json={"reason": "era otro paquete"})
    again = collecting.staff.post(f"{where}/dismiss-news", json={"reason": "era otro paquete"})

    assert (refused.status_code, refused.json()["code"]) == (409, "orders.claim.turned_up")
    assert (gone.status_code, turned_up(collecting)) == (200, [])
    assert again.json()["code"] == "orders.claim.transition_refused"
    assert collecting.staff.post(f"{where}/pay", json=body).status_code == 200


def test_what_was_told_before_the_claim_counts(confirmed, collecting, merchant) -> None:
    guide = confirmed()
    collecting.tell(guide, "lost")
    collecting.tell(guide, "returned")
    assert claim(merchant, guide).status_code == 201
    assert turned_up(collecting) == [guide["number"]]


def test_what_turned_up_broken_may_be_claimed_as_damaged(paid, collecting, merchant, api) -> None:
    guide, _ = paid()
    correct(collecting, api, guide, "delivered")
    assert claim(merchant, guide, kind="damage").status_code == 201


def test_an_open_claim_of_a_guide_that_is_corrected_is_seen(
    confirmed, collecting, merchant, api
) -> None:
    guide = confirmed()
    collecting.tell(guide, "lost")
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=1))
    where = f"{BASE}/claims/{claim(merchant, guide).json()['id']}"

    correct(collecting, api, guide, "delivered")

    assert turned_up(collecting) == [guide["number"]]
    body = {"amount": str(PAID), "recover": "0", "reason": "extraviado"}
    assert collecting.staff.post(f"{where}/pay", json=body).status_code == 409


@pytest.mark.parametrize(
    ("step", "body"), [("pay", {"amount": "1000", "recover": "0"}), ("overturn", {})]
)
def test_nobody_moves_a_guide_while_its_claim_is_decided(
    confirmed, collecting, merchant, step, body
) -> None:
    """A payment that read it as lost while it was corrected stayed, and nobody saw it."""
    guide = confirmed()
    collecting.tell(guide, "lost")
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=1))
    where = f"{BASE}/claims/{claim(merchant, guide).json()['id']}/{step}"

    with CaptureQueriesContext(connections["orders"]) as told:
        collecting.staff.post(where, json={**body, "reason": "x"})

    locks = [q["sql"].split(" FROM ")[1] for q in told if "FOR UPDATE" in q["sql"]]
    tables = [sql.split('"')[1] for sql in locks]
    assert tables.index("orders_guide") < tables.index("orders_claim")
