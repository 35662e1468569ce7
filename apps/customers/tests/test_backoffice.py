"""What staff does with merchants over HTTP, and the table of a merchant's states."""

import pytest

from apps.customers.domain.merchants import TRANSITIONS, Action, Status, next_status
from apps.customers.models import Merchant
from apps.customers.tests.money import pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry
from quenty.platform.store.models import Audit

pytestmark = pytest.mark.django_db(databases=["customers"])
BASE = "/api/v1/customers/merchants"


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("status", Status)
def test_the_table_of_states_is_all_there_is(status, action):
    if (status, action) in TRANSITIONS:
        assert next_status(status, action) == TRANSITIONS[status, action]
        return
    with pytest.raises(DomainError) as caught:
        next_status(status, action)
    assert caught.value.code == "customers.transition_refused"


def test_suspends_and_reinstates(api, make_merchant, published):
    merchant, support = make_merchant(funds=100), api.as_role("support")

    done = support.post(f"{BASE}/{merchant.id}/suspension", json={"reason": "Fraude"})
    assert (done.status_code, done.json()["status"]) == (200, "suspended")
    with pytest.raises(DomainError) as caught:
        registry.get(CustomersApi).place_hold(
            idempotency_key="k",
            customer_id=merchant.id,
            amount=pesos(1),
            purpose="x",
            reference_id=new_id(),
        )
    assert caught.value.code == "customers.not_active"
    again = support.post(f"{BASE}/{merchant.id}/suspension", json={"reason": "Fraude"})
    assert again.json()["code"] == "customers.transition_refused"
    back = support.post(f"{BASE}/{merchant.id}/reinstatement")

    assert back.json()["status"] == "active"
    ((suspended, _),) = published("customers.customer.suspended")
    assert suspended.reason == "Fraude"
    assert len(published("customers.customer.reinstated")) == 1
    actions = Audit.objects.using("customers").filter(subject=merchant.id)
    assert list(actions.values_list("action", flat=True)) == [
        "merchant.suspend",
        "merchant.reinstate",
    ]


def test_closes_an_empty_account_only(api, make_merchant, published):
    rich, poor, support = make_merchant(funds=1), make_merchant(), api.as_role("support")

    refused = support.post(f"{BASE}/{rich.id}/closure", json={"reason": "x"})
    closed = support.post(f"{BASE}/{poor.id}/closure", json={"reason": "Se fue"})

    assert (refused.status_code, refused.json()["code"]) == (409, "customers.wallet_not_empty")
    assert Merchant.objects.get(pk=rich.id).status == "active"
    assert closed.json()["status"] == "closed"
    assert [p.customer_id for p, _ in published("customers.customer.closed")] == [poor.id]


def test_changes_the_size_once(api, make_merchant, published):
    merchant, support = make_merchant(), api.as_role("support")

    for _ in range(2):
        done = support.put(f"{BASE}/{merchant.id}/size", json={"size": "large"})
        assert done.json()["size"] == "large"

    assert [p.size for p, _ in published("customers.customer.size_changed")] == ["large"]


def test_sets_a_limit_as_admin_only(api, make_merchant, published):
    merchant = make_merchant()
    path = f"{BASE}/{merchant.id}/wallet/limit"

    assert api.as_role("support").put(path, json={"limit": "100"}).status_code == 403
    done = api.as_role("admin").put(path, json={"limit": "100000"})

    assert done.json()["limit"]["amount"] == "100000.00"
    ((changed, _),) = published("customers.credit_limit.changed")
    assert changed.limit == pesos(100_000)


def test_finds_merchants_by_filters(api, make_merchant):
    wanted, staff = make_merchant(status="suspended", size="large"), api.as_role("analyst")
    make_merchant()

    for query in (
        "status=suspended",
        "size=large",
        f"document_number={wanted.document_number}",
    ):
        rows = staff.get(f"{BASE}?{query}").json()["results"]
        assert [row["customer_id"] for row in rows] == [str(wanted.id)]
    assert len(staff.get(f"{BASE}?livemode=true").json()["results"]) == 2
    assert staff.get(f"{BASE}?livemode=false").json()["results"] == []


@pytest.mark.parametrize("path", ["", "/suspension", "/wallet"])
def test_who_is_none_is_not_there(api, path):
    admin, nobody = api.as_role("admin"), new_id()

    answer = (
        admin.post(f"{BASE}/{nobody}{path}", json={"reason": "x"})
        if path == "/suspension"
        else admin.get(f"{BASE}/{nobody}{path}")
    )

    assert (answer.status_code, answer.json()["code"]) == (404, "customers.not_found")


@pytest.mark.parametrize("role", ["merchant", "operator", "driver", "franchisee"])
def test_no_outsider_lists_merchants(api, role):
    assert api.as_role(role).get(BASE).status_code == 403
