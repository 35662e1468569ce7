"""What becomes of the differences of an operator's invoice: claimed, ended by two, paid."""

from typing import Any

import pytest
from django.db import DatabaseError, connections

from apps.franchise.domain.disputes import ACTIONS, STATUSES, TRANSITIONS, next_status
from apps.franchise.models import DisputeStep, InvoiceLine
from apps.franchise.tests.test_invoices import ROOT, good, guides, priced, send
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.db import unit_of_work

__all__ = ["priced"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


@pytest.fixture
def invoice(desk, priced):
    """9,000 that agree; 500 too much for a guide of 9,100; one of 4,000 that nobody knows; and
    one of 9,200 billed with 200 less."""
    one, two, three = guides(priced, 3)
    dear, cheap = (good(each).rsplit(",", 1)[0] for each in (two, three))
    lines = [good(one), f"{dear},9600", "NADA,1.000,local,4000", f"{cheap},9000"]
    return send(desk, priced, lines).json()


@pytest.fixture
def people(api, desk):
    """The one that sent it, and a second person."""
    return desk.client, api.as_role("admin")


def decide(client: Any, invoice: dict[str, Any], action: str, *lines: int, **more: Any) -> Any:
    body = {"action": action, "reason": "Acta 12", **({"lines": lines} if lines else {}), **more}
    return client.post(f"{ROOT}/operator-invoices/{invoice['id']}/disputes", json=body)


def state(answer: Any) -> tuple[int, str]:
    body = answer.json()
    return body["undecided"], body["payable"]["amount"]


def test_until_something_is_agreed_what_we_owe_is_paid_and_never_more_than_is_billed(invoice):
    assert (invoice["undecided"], invoice["payable"]["amount"]) == (3, f"{9000 + 9100 + 9000}.00")


def test_a_difference_is_accepted_by_two_people_and_then_paid_as_billed(invoice, people):
    first, second = people
    assert state(decide(first, invoice, "accept", 3)) == (3, "27100.00")
    again = decide(first, invoice, "accept", 3)
    assert (again.status_code, again.json()["code"]) == (409, "franchise.dispute.second_person")
    assert state(decide(second, invoice, "accept", 3)) == (2, "27600.00")
    over = decide(second, invoice, "accept", 3)
    assert (over.status_code, over.json()["code"]) == (409, "franchise.dispute.transition")


def test_what_is_claimed_is_credited_or_agreed_upon(invoice, people):
    first = people[0]
    assert state(decide(first, invoice, "claim", reference="R-1")) == (3, "27100.00")
    bare = decide(first, invoice, "credit", 3)
    assert bare.json()["code"] == "franchise.dispute.reference_missing"
    for client in people:
        decide(client, invoice, "credit", 3, reference="NC-7")
    for client in people:
        answer = decide(client, invoice, "resolve", 4, amount="1500")
    assert state(answer) == (1, f"{27100 + 1500}.00")
    lines = first.get(f"{ROOT}/operator-invoices/{invoice['id']}/lines?ordering=line").json()
    seen = [(row["dispute"], row["agreed"] and row["agreed"]["amount"]) for row in lines["results"]]
    assert seen == [("", None), ("credited", "9100.00"), ("resolved", "1500.00"), ("claimed", None)]


def test_two_people_who_say_different_amounts_have_agreed_upon_nothing(invoice, people):
    first, second = people
    decide(first, invoice, "claim", 4)
    decide(first, invoice, "resolve", 4, amount="1000")
    assert state(decide(second, invoice, "resolve", 4, amount="2000"))[0] == 3
    assert state(decide(first, invoice, "resolve", 4, amount="2000")) == (2, "29100.00")


def test_a_claim_takes_a_proposal_back(invoice, people):
    first, second = people
    decide(first, invoice, "accept", 3)
    decide(first, invoice, "claim", 3)
    assert state(decide(second, invoice, "accept", 3))[0] == 3


def test_the_whole_invoice_is_accepted_as_billed(invoice, people):
    first, second = people
    decide(first, invoice, "accept")
    assert decide(first, invoice, "accept").json()["code"] == "franchise.dispute.second_person"
    assert state(decide(second, invoice, "accept")) == (0, invoice["billed"]["amount"])
    left = decide(second, invoice, "claim")
    assert (left.status_code, left.json()["code"]) == (409, "franchise.dispute.nothing_left")


@pytest.mark.parametrize(
    ("action", "more"),
    [
        ("resolve", {}),
        ("resolve", {"amount": "9601"}),
        ("resolve", {"amount": "9099"}),
        ("accept", {"amount": "9600"}),
    ],
)
def test_an_amount_lies_between_what_is_billed_and_what_we_owe(invoice, people, action, more):
    decide(people[0], invoice, "claim", 3)
    answer = decide(people[0], invoice, action, 3, **more)
    assert (answer.status_code, answer.json()["code"]) == (422, "franchise.dispute.amount")


def test_of_named_lines_all_are_in_dispute_or_nothing_is_done(invoice, people):
    answer = decide(people[0], invoice, "claim", 2, 3)
    assert (answer.status_code, answer.json()["code"]) == (404, "franchise.dispute.no_such_line")
    assert set(InvoiceLine.objects.values_list("dispute", flat=True)) == {"", "open"}


def test_each_step_is_kept_with_who_when_and_why_and_nobody_changes_it(invoice, people):
    for client in people:
        decide(client, invoice, "accept", 3)
    path = f"{ROOT}/operator-invoices/{invoice['id']}/dispute-steps"
    steps = people[0].get(f"{path}?line=3").json()["results"]
    kept = [(s["action"], s["status"], s["amount"]["amount"], s["reason"]) for s in steps]
    assert sorted(kept, reverse=True) == [
        ("accept", "open", "9600.00", "Acta 12"),
        ("accept", "accepted", "9600.00", "Acta 12"),
    ]
    assert len({step["actor"] for step in steps}) == 2
    for statement in ("UPDATE {} SET reason = 'x'", "DELETE FROM {}"):
        with pytest.raises(DatabaseError) as refused, unit_of_work("franchise"):
            connections["franchise"].cursor().execute(statement.format("franchise_disputestep"))
        assert getattr(refused.value.__cause__, "sqlstate", None) == "42501"


def test_a_voided_guide_that_is_paid_for_is_a_duplicate_of_the_next_invoice(desk, priced, people):
    (guide,) = guides(priced, 1)
    guide.given_back, guide.delivered_at = True, None
    guide.save()
    taken = send(desk, priced, [good(guide)]).json()
    for client in people:
        decide(client, taken, "accept")
    send(desk, priced, [good(guide)], "F-2")
    found = InvoiceLine.objects.order_by("pk").values_list("fault", "dispute")
    assert list(found) == [("voided", "accepted"), ("duplicate", "open")]


def test_an_operators_people_see_what_was_agreed_and_not_who_proposed_it(api, invoice, priced):
    own = api.as_role("operator", operator_id=priced["operator_id"])
    path = f"{ROOT}/operator-invoices/{invoice['id']}"
    (line,) = own.get(f"{path}/lines?dispute=open&fault=amount&ordering=line").json()["results"][:1]
    assert "proposed" not in line
    assert own.get(f"{path}/dispute-steps").status_code == 403
    assert decide(own, invoice, "accept").status_code == 403
    other = api.as_role("operator", operator_id=new_id())
    assert other.get(path).status_code == 404
    assert not DisputeStep.objects.exists()


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("action", ACTIONS)
def test_a_dispute_moves_as_the_table_says_and_no_other_way(status, action):
    if (status, action) in TRANSITIONS:
        assert next_status(status, action) == TRANSITIONS[status, action]
        return
    with pytest.raises(DomainError) as refused:
        next_status(status, action)
    assert refused.value.code == "franchise.dispute.transition"
