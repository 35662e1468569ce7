"""Points and operators as payees: they earn by their own rules where somebody made them one."""

from datetime import UTC, datetime

import pytest

from apps.franchise.models import Commission
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.tests.deliveries import delivered, generated
from apps.franchise.tests.networks import ROOT, office
from quenty.contracts.pickups.events import PiecesReceivedAtPointV1
from quenty.kernel.ids import new_id

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


@pytest.fixture
def point(office):
    seed_commissions()
    return office.open_point(office.active())


def dropped(guide, point, purpose="drop_off", hour=16):
    return PiecesReceivedAtPointV1(
        guide_id=guide.guide_id, guide_number=guide.number, customer_id=guide.customer_id,
        point_id=point["id"], pieces=(), whole=True, purpose=purpose, municipality="05001",
        occurred_at=datetime(2026, 11, 2, hour, tzinfo=UTC),
    )  # fmt: skip


def payee(office, kind, of):
    return office.post("payees", kind=kind, of=of, customer_id=str(new_id()))


def guide_of(**changes):
    """Of a place that is nobody's territory."""
    return generated(customer_id=new_id(), origin="91001", **changes)


@pytest.mark.parametrize("late", [False, True], ids=["in order", "told after the delivery"])
def test_the_point_that_took_a_parcel_in_earns_once(office, point, deliver, late):
    office.good(payee(office, "point", point["id"]))
    guide = guide_of()
    events = [generated_ := guide, dropped(guide, point), delivered(guide)]
    order = [generated_, events[2], events[1]] if late else events
    for event in order:
        deliver(event, consumer_context="franchise", times=2)
    row = Commission.objects.get()
    assert (str(row.payee_id), row.rule.code, row.amount.amount) == (
        point["id"], "point-small", 500,
    )  # fmt: skip


def test_a_point_that_is_no_payee_or_only_gave_it_out_earns_nothing(office, point, deliver):
    guide = guide_of()
    for event in (guide, dropped(guide, point), delivered(guide)):
        deliver(event, consumer_context="franchise")
    assert not Commission.objects.exists()
    office.good(payee(office, "point", point["id"]))
    other = guide_of()
    for event in (other, dropped(other, point, "delivery"), delivered(other)):
        deliver(event, consumer_context="franchise")
    assert not Commission.objects.exists()


def test_an_operator_earns_by_its_own_rule(office, desk, deliver):
    operator = desk.register()
    office.good(payee(office, "operator", operator["id"]))
    office.good(
        office.post(
            "commission-rules", code="veloz", scope="operator", payee_id=operator["id"],
            basis="fixed", fixed="350", valid_from="2026-01-01",
        )
    )  # fmt: skip
    guide = guide_of(operator_id=operator["id"])
    for event in (guide, delivered(guide)):
        deliver(event, consumer_context="franchise")
    assert Commission.objects.get().amount.amount == 350


def test_nobody_is_a_payee_twice_or_without_being_there(office, point, api):
    office.good(payee(office, "point", point["id"]))
    again = payee(office, "point", point["id"])
    assert again.json()["code"] == "franchise.commission.payee_exists"
    assert payee(office, "point", str(new_id())).status_code == 404
    assert payee(office, "operator", str(new_id())).status_code == 404
    own = api.as_role("franchisee", franchise_id=point["franchise_id"])
    found = own.get(f"{ROOT}/payees").json()["results"]
    assert {row["kind"] for row in found} == {"franchise", "point"}
