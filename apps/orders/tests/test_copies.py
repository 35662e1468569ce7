"""Copies of what franchise and customers tell: once, in any order, the newest counts."""

from datetime import date, timedelta

import pytest

from apps.orders.models import CoverageCopy, MerchantCopy, ServiceCopy, SheetCopy
from apps.orders.tests import bodies
from apps.orders.tests.rates import reach, sheet
from quenty.contracts.customers import events as customers
from quenty.contracts.franchise.events import OperatorActivatedV1, OperatorSuspendedV1
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])


def totals(merchant) -> dict[str, str | None]:
    quote = merchant.post("/api/v1/orders/quotes", json=bodies.shipment()).json()
    return {
        o["service"]["code"]: o["total"]["amount"] if o["total"] else None for o in quote["offers"]
    }


def test_a_sheet_told_five_times_is_one_copy(rates) -> None:
    again = next(iter(rates.sheets.values()))

    rates.publish_sheet(again, times=5)

    assert SheetCopy.objects.filter(sheet_id=again.sheet_id).count() == 1


def test_the_highest_version_in_force_is_the_one_sold(rates, merchant) -> None:
    before = totals(merchant)
    rates.publish_sheet(sheet(rates.ground, version=3, factor="2"))
    rates.publish_sheet(sheet(rates.ground, version=2, factor="9"))

    after = totals(merchant)

    assert before["ground"] == "21075.00"
    # 28000 + 2800 + 1000 + 700 + 1540; 5320 + 532 + 133 + 293
    assert after["ground"] == "40318.00"


def test_a_sheet_waits_for_its_day_and_ends_on_it(rates, merchant) -> None:
    today = clock.today()
    later = {"version": 2, "factor": "2", "valid_from": today + timedelta(days=1)}
    rates.publish_sheet(sheet(rates.ground, **later, valid_to=today + timedelta(days=2)))

    assert totals(merchant)["ground"] == "21075.00"
    with clock.at(clock.now() + timedelta(days=1)):
        assert totals(merchant)["ground"] == "40318.00"
    with clock.at(clock.now() + timedelta(days=2)):
        assert totals(merchant)["ground"] == "21075.00"


def test_a_service_without_a_sheet_in_force_is_not_sold(rates, merchant) -> None:
    with clock.at(clock.now().replace(year=2025)):
        assert totals(merchant) == {}


def test_older_coverage_is_ignored(rates, merchant) -> None:
    rates.change_coverage(rates.ground, (reach("11001"),), revision=5)
    rates.change_coverage(rates.ground, (reach("11001"), reach("05001")), revision=4)

    assert CoverageCopy.objects.get(service_id=rates.ground.service_id).revision == 5
    assert totals(merchant)["ground"] is None


def test_a_service_that_is_switched_off_is_not_sold(rates, merchant) -> None:
    rates.change_service(rates.express, active=False)

    assert set(totals(merchant)) == {"ground"}


def test_an_older_state_of_a_service_is_ignored(rates) -> None:
    rates.change_service(rates.ground, name="New")
    rates.sequence = 0

    rates.change_service(rates.ground, name="Old")

    assert ServiceCopy.objects.get(service_id=rates.ground.service_id).name == "New"


def test_a_suspended_operator_is_not_sold_until_it_is_back(rates, merchant) -> None:
    one = rates.ground
    of = {"operator_id": one.operator_id, "code": one.operator_code}
    envelope = {"aggregate_id": one.operator_id}

    rates.tell(OperatorSuspendedV1(**of, reason="sla"), sequence=5, **envelope)
    assert set(totals(merchant)) == {"express"}
    rates.tell(OperatorActivatedV1(**of, name="late"), sequence=4, **envelope)
    assert set(totals(merchant)) == {"express"}
    rates.tell(OperatorActivatedV1(**of, name="back"), sequence=6, **envelope)
    assert set(totals(merchant)) == {"express", "ground"}


def test_a_sheet_brings_its_service_where_none_is_known(rates, merchant) -> None:
    ServiceCopy.objects.filter(service_id=rates.ground.service_id).delete()

    rates.publish_sheet(sheet(rates.ground, version=2))

    assert ServiceCopy.objects.filter(service_id=rates.ground.service_id).exists()


def test_merchants_states_in_whatever_order_they_are_told(deliver) -> None:
    customer_id = new_id()
    told = [
        (
            customers.CustomerRegisteredV1(
                customer_id=customer_id, kind="company", size="small", display_name="X", email="e"
            ),
            1,
        ),
        (customers.CustomerActivatedV1(customer_id=customer_id), 2),
        (customers.CustomerSuspendedV1(customer_id=customer_id, reason="debt"), 3),
        (customers.CustomerReinstatedV1(customer_id=customer_id), 4),
        (customers.CustomerClosedV1(customer_id=customer_id, reason="gone"), 5),
        (customers.CustomerSizeChangedV1(customer_id=customer_id, size="large"), 6),
    ]

    for event, sequence in reversed(told):
        deliver(
            event,
            consumer_context="orders",
            times=5,
            aggregate_id=customer_id,
            sequence=sequence,
        )

    row = MerchantCopy.objects.get(customer_id=customer_id)
    assert (row.status, row.display_name, row.size) == ("closed", "X", "large")


@pytest.mark.parametrize(
    ("event", "kyc"),
    [
        (customers.KycSubmittedV1, "pending"),
        (customers.KycRejectedV1, "rejected"),
        (customers.KycUpdateRequiredV1, "requires_update"),
        (customers.KycExpiredV1, "expired"),
    ],
)
def test_identity_follows_the_newest_event(event, kyc, deliver) -> None:
    customer_id = new_id()
    fields = {"customer_id": customer_id, "level": "basic"}
    if "reason" in event.__dataclass_fields__:
        fields["reason"] = "blurred"
    approved = customers.KycApprovedV1(
        customer_id=customer_id, level="basic", expires_at=clock.now()
    )
    of = {"consumer_context": "orders", "aggregate_id": customer_id}

    deliver(event(**fields), sequence=5, **of)
    deliver(approved, sequence=4, **of)

    assert MerchantCopy.objects.get(customer_id=customer_id).kyc == kyc


def test_a_case_for_a_higher_level_leaves_the_lower_in_force(deliver) -> None:
    customer_id = new_id()
    of = {"consumer_context": "orders", "aggregate_id": customer_id}
    approved = customers.KycApprovedV1(
        customer_id=customer_id, level="basic", expires_at=clock.now()
    )

    deliver(approved, sequence=1, **of)
    deliver(customers.KycSubmittedV1(customer_id=customer_id, level="full"), sequence=2, **of)

    row = MerchantCopy.objects.get(customer_id=customer_id)
    assert (row.kyc, row.kyc_level) == ("approved", "basic")


def test_an_approval_that_has_run_out_no_longer_counts(quoted, merchant, ledger) -> None:
    MerchantCopy.objects.update(kyc_expires_at=clock.now() - timedelta(days=1))
    order_id, quote = quoted()

    answer = merchant.post(
        f"/api/v1/orders/orders/{order_id}/confirm",
        json={"offer_id": bodies.best(quote)["id"]},
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.merchant_not_verified")


def test_valid_from_is_a_day_of_colombia(rates, merchant) -> None:
    """At 04:59 UTC it is still the day before in Bogota."""
    from datetime import UTC, datetime

    rates.publish_sheet(sheet(rates.ground, version=2, factor="2", valid_from=date(2026, 12, 24)))

    with clock.at(datetime(2026, 12, 24, 4, 59, tzinfo=UTC)):
        assert totals(merchant)["ground"] == "21075.00"
    with clock.at(datetime(2026, 12, 24, 5, 1, tzinfo=UTC)):
        assert totals(merchant)["ground"] == "40318.00"
