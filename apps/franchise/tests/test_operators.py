"""The registry of operators and their services, by the API."""

import pytest

from apps.franchise.domain import operators as states
from quenty.kernel.errors import DomainError

pytestmark = pytest.mark.django_db(databases=["franchise"])
OPERATORS = "/api/v1/franchise/operators"


def test_registers_an_operator_in_draft_with_its_nit_and_phone_made_canonical(desk):
    operator = desk.register(nit="999.000.101-0")

    assert operator["status"] == "draft"
    assert operator["nit"] == "999000101-0"
    assert operator["dane_code"] == "11001"
    assert operator["contact_phone"] == "+576017450000"


@pytest.mark.parametrize(
    "nit", ["999000101-1", "12345", "A99000101-0", "99900010100", "9990001O1-0"]
)
def test_refuses_a_nit_with_a_wrong_check_digit_or_length(desk, nit):
    desk.register()
    answer = desk.client.post(
        OPERATORS, json={"code": "x", "legal_name": "X", "trade_name": "X", "nit": nit}
    )

    assert answer.status_code == 422
    assert answer.json()["code"] == "franchise.nit_invalid"
    assert answer.json()["errors"][0]["pointer"] == "nit"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"code": "otro"}, "franchise.nit_taken", "nit"),
        ({"nit": "999000102-8"}, "franchise.code_taken", "code"),
    ],
)
def test_refuses_a_second_operator_with_the_same_nit_or_code(desk, changes, code, field):
    first = desk.register()
    second = {
        "code": first["code"],
        "legal_name": "Otro",
        "trade_name": "Otro",
        "nit": first["nit"],
    }

    answer = desk.client.post(OPERATORS, json={**second, **changes})

    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["errors"][0]["pointer"]) == (code, field)


def test_activates_and_suspends_and_tells_of_it(desk, published):
    operator = desk.register()
    where = f"{OPERATORS}/{operator['id']}"

    active = desk.client.post(f"{where}/activate")
    suspended = desk.client.post(f"{where}/suspend", json={"reason": "Licencia vencida"})

    assert active.json()["status"] == "active"
    assert suspended.json()["status_reason"] == "Licencia vencida"
    ((told, envelope),) = published("franchise.operator.activated")
    assert (str(told.operator_id), told.code, told.name) == (operator["id"], "veloz", "Veloz")
    assert str(envelope.aggregate_id) == operator["id"]
    ((told, _),) = published("franchise.operator.suspended")
    assert told.reason == "Licencia vencida"


def test_an_operator_without_what_the_guide_must_name_is_not_activated(desk, published):
    operator = desk.register(registration="")

    answer = desk.client.post(f"{OPERATORS}/{operator['id']}/activate")

    assert answer.status_code == 409
    assert answer.json()["code"] == "franchise.operator_incomplete"
    assert answer.json()["errors"][0]["pointer"] == "registration"
    assert published("franchise.operator.activated") == []


@pytest.mark.parametrize("status", states.STATUSES)
@pytest.mark.parametrize("action", states.ACTIONS)
def test_every_transition_of_an_operator_is_allowed_or_refused(status, action):
    allowed = states.TRANSITIONS.get((status, action))
    if allowed:
        assert states.next_status(status, action) == allowed
    else:
        with pytest.raises(DomainError) as refused:
            states.next_status(status, action)
        assert refused.value.code == "franchise.operator_transition"


def test_suspending_a_draft_is_refused_over_http(desk):
    operator = desk.register()
    answer = desk.client.post(f"{OPERATORS}/{operator['id']}/suspend", json={"reason": "x"})
    assert (answer.status_code, answer.json()["code"]) == (409, "franchise.operator_transition")


def test_a_change_needs_the_version_that_was_read(desk):
    operator = desk.register()
    where, change = f"{OPERATORS}/{operator['id']}", {"trade_name": "Veloz 2"}

    without = desk.client.patch(where, json=change)
    stale = desk.client.patch(where, json=change, headers={"If-Match": '"7"'})
    good = desk.client.patch(where, json=change, headers={"If-Match": '"1"'})

    assert (without.status_code, stale.status_code, good.status_code) == (428, 412, 200)
    assert good["ETag"] == '"2"'
    assert desk.client.get(where).json()["trade_name"] == "Veloz 2"


@pytest.mark.parametrize("field", ["status", "revision", "id", "code", "is_staff"])
def test_a_change_cannot_set_what_is_not_its_own(desk, field):
    operator = desk.register()
    answer = desk.client.patch(
        f"{OPERATORS}/{operator['id']}", json={field: "x"}, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "unknown"
