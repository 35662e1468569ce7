"""Nobody earns or is brought who is no customer: refused before anything is kept."""

import pytest

from apps.franchise.models import Franchise, Partner, Payee, Referral
from apps.franchise.tests.networks import merchant, office
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.ids import new_id
from quenty.platform.errors import RequestError

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
FRANCHISE = {"code": "nueva", "name": "Nueva", "capital": "5000000"}
PARTNER = {"kind": "agent", "code": "nuevo", "name": "Nuevo", "starts_on": "2026-01-01"}


@pytest.fixture
def doors(office):
    """What takes a customer: the path, the field, the rest of the body."""
    point = office.open_point(office.active())
    agent = office.partner()
    return {
        "franchise": ("franchises", "customer_id", FRANCHISE),
        "partner": ("partners", "customer_id", PARTNER),
        "payee": ("payees", "customer_id", {"kind": "point", "of": point["id"]}),
        "merchant": (f"partners/{agent['id']}/merchants", "merchant_id", {}),
    }


def kept():
    return [m.objects.count() for m in (Franchise, Partner, Payee, Referral)]


def knock(office, doors, door, **options):
    path, field, body = doors[door]
    body = {**body, field: str(options.pop("customer_id", new_id()))}
    return office.client.post(f"/api/v1/franchise/{path}", json=body, **options), field


def unknown(**asked):
    raise CustomerError.NOT_FOUND()


def away(**asked):
    raise RequestError.UNAVAILABLE()


DOORS = ["franchise", "partner", "payee", "merchant"]
ANSWERS = [
    (unknown, 422, "franchise.network.customer_unknown"),
    (lambda **asked: merchant(**asked, livemode=False), 422, "franchise.network.customer_unknown"),
    (lambda **asked: merchant(**asked, status="closed"), 409, "franchise.network.customer_stopped"),
    (
        lambda **asked: merchant(**asked, status="suspended"),
        409,
        "franchise.network.customer_stopped",
    ),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("answer", "status", "code"), ANSWERS)
def test_who_is_no_customer_is_refused_at_the_field(
    office, doors, fake_neighbour, door, answer, status, code
):
    before = kept()
    fake_neighbour(CustomersApi, merchant=answer)
    refused, field = knock(office, doors, door)
    body = refused.json()
    assert (refused.status_code, body["code"]) == (status, code)
    assert [error["pointer"] for error in body["errors"]] == [field]
    assert kept() == before


@pytest.mark.parametrize("door", DOORS)
def test_while_customers_is_away_nobody_is_taken_unseen(office, doors, fake_neighbour, door):
    before, customer_id = kept(), new_id()
    fake_neighbour(CustomersApi, merchant=away)
    refused, _ = knock(office, doors, door, customer_id=customer_id, key="k-1")
    assert (refused.status_code, refused.json()["code"]) == (503, "request.unavailable")
    assert refused["Retry-After"]
    assert kept() == before
    # The same key again, once it is back, is taken; and once more, while it is away, replayed.
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked))
    taken, _ = knock(office, doors, door, customer_id=customer_id, key="k-1")
    assert taken.status_code == 201, taken.content
    fake_neighbour(CustomersApi, merchant=away)
    again, _ = knock(office, doors, door, customer_id=customer_id, key="k-1")
    assert (again.status_code, again.json()) == (201, taken.json())
    assert again["Idempotent-Replayed"] == "true"


def test_a_prospect_may_apply(office, fake_neighbour):
    answer = merchant(status="prospect", kyc_level="none")
    fake_neighbour(CustomersApi, merchant=lambda **asked: answer)
    applied = office.apply(customer_id=str(answer.customer_id))
    assert applied["status"] == "applicant"
