"""A franchisee's token on every route there is: its own, and nothing of another."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from apps.franchise.api import routes
from apps.franchise.models import Charge, Commission, GuideCopy, Settlement
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.services.commissions.note_guides import note_delivered, note_generated
from apps.franchise.tests.deliveries import delivered, generated
from apps.franchise.tests.networks import NAMES, PAYER, merchant, office, two
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.http.endpoints import Endpoint

__all__ = ["office", "two"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
# What a query must have before a route answers anything.
QUERIES = {"operator-scorecards": "?month=2026-11-01", "franchise-scorecards": "?month=2026-11-01"}


@pytest.fixture
def worlds(office, two, fake_neighbour):
    """By franchise, an id of everything it owns by the name it has in paths."""
    seed_commissions()
    for place in ("05001", "76001"):
        with clock.at(datetime(2026, 11, 2, 15, tzinfo=UTC)):
            guide = generated(
                customer_id=new_id(), origin=place, issued_at=datetime(2100, 1, 1, tzinfo=UTC)
            )
            note_generated([guide])
        note_delivered([delivered(guide)])
    with clock.at(datetime(2026, 12, 5, tzinfo=UTC)):
        office.good(office.post("settlement-runs", period="2026-11-01"))
        office.good(office.post("fee-runs", period="2026-12-01"))
        office.good(office.post("payer-profiles", **PAYER, **NAMES))
        wallet(fake_neighbour)
        yield [_owned(each) for each in two]


def wallet(fake_neighbour: Any) -> None:
    hold = SimpleNamespace(hold_id=new_id())
    fake_neighbour(
        CustomersApi,
        merchant=lambda **asked: merchant(**asked),
        place_hold=lambda **asked: hold,
        capture_hold=lambda **asked: hold,
    )


def _owned(made: dict[str, Any]) -> dict[str, str]:
    franchise_id = UUID(made["franchise"]["id"])
    guide = GuideCopy.objects.get(franchise=franchise_id)
    settlement = Settlement.objects.get(payee=franchise_id)
    return {
        "franchise_id": str(franchise_id),
        "payee_id": str(franchise_id),
        "point_id": made["point"]["id"],
        "partner_id": made["agent"]["id"],
        "guide_id": str(guide.pk),
        "settlement_id": str(settlement.pk),
        "commission_id": str(Commission.objects.get(guide=guide).pk),
        "merchant_id": str(guide.customer_id),
        "charge_id": str(Charge.objects.get(payee=franchise_id).pk),
    }


def address(endpoint: Endpoint, ids: dict[str, str]) -> str:
    known = {"year": "2026", "municipality": "76001", **ids}
    path = re.sub(r"\{(\w+)\}", lambda m: known.get(m[1], str(new_id())), endpoint.path)
    return f"/api/v1/franchise/{path}{QUERIES.get(endpoint.path, '')}"


@pytest.mark.parametrize("endpoint", routes.endpoints, ids=lambda e: f"{e.method} {e.path}")
def test_a_franchisee_sees_its_own_and_nothing_of_another(api, worlds, endpoint):
    own, other = worlds
    client = api.as_role("franchisee", franchise_id=own["franchise_id"])
    headers = {"If-Match": '"1"'}

    def ask(ids: dict[str, str]) -> Any:
        return client.request(endpoint.method, address(endpoint, ids), json_={}, headers=headers)

    theirs, mine = ask(other), ask(own)
    secret = [value for value in other.values() if value.encode() in theirs.getvalue()]
    if "franchisee" not in endpoint.access.roles and not endpoint.access.public:
        assert (theirs.status_code, mine.status_code) == (403, 403)
    elif set(re.findall(r"\{(\w+)\}", endpoint.path)) & set(own):
        assert (theirs.status_code, mine.status_code) == (404, 200)
    else:
        assert mine.status_code == 200
    assert not secret
