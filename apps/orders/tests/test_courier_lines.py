"""The courier is called by a relay's number, while they come and no longer."""

from datetime import timedelta

import pytest

from apps.orders.models import CourierLine, Guide, Incident
from quenty.contracts.pickups.road_events import CourierEnRouteV1, DeliveryAttemptedV1
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
API = "/api/v1/orders/tracking"


@pytest.fixture
def coming(confirmed, deliver, run_jobs):
    """`coming(**changes)`: a guide whose courier is half an hour away; the event."""
    number = confirmed()["number"]
    guide = Guide.objects.get(number=number)

    def act(times: int = 1, **changes) -> CourierEnRouteV1:
        values = {
            "run_id": new_id(),
            "driver_id": new_id(),
            "stop_id": new_id(),
            "kind": "delivery",
            "customer_id": guide.customer_id,
            "guide_id": guide.id,
            "guide_number": number,
            "pickup_id": None,
            "eta": clock.now() + timedelta(minutes=30),
            "tracking_token": "t",
            "municipality": "05001",
        }
        event = CourierEnRouteV1(**{**values, **changes})
        deliver(event, consumer_context="orders", aggregate_id=event.run_id, times=times)
        run_jobs("orders")
        return event

    return act


def views(api, merchant) -> tuple[dict, dict, str]:
    """The timeline as the public sees it and as the merchant does, and the page of its link."""
    number = Guide.objects.get().number
    token = merchant.get(f"/api/v1/orders/guides/{number}/share").json()["token"]
    public = api.anonymous().get(f"{API}/{number}").json()
    whole = api.anonymous().get(f"{API}/{number}?token={token}").json()
    page = api.anonymous().get(f"/track/{number}?token={token}").content.decode()
    return public, whole, page


def test_a_relayed_number_is_shown_to_who_holds_the_link(coming, api, merchant) -> None:
    event = coming()

    public, whole, page = views(api, merchant)

    line = CourierLine.objects.get()
    assert whole["courier"]["number"] == line.number
    assert line.number.startswith("+57601555")
    assert line.expires_at == event.eta + timedelta(hours=2)
    assert f'href="tel:{line.number}"' in page
    assert "Llamar al mensajero" in page
    assert public["courier"] is None
    assert line.number not in api.anonymous().get(f"/track/{public['number']}").content.decode()


def test_a_departure_told_after_the_visit_it_led_to_is_no_other_one(coming, deliver) -> None:
    """A phone without a network tells both at once, and no queue keeps their order."""
    guide = Guide.objects.get()
    at_door = clock.now() - timedelta(minutes=5)
    visit = DeliveryAttemptedV1(
        guide_id=guide.id,
        guide_number=guide.number,
        customer_id=guide.customer_id,
        run_id=new_id(),
        driver_id=new_id(),
        stop_id=new_id(),
        attempt=1,
        reason="customer_absent",
        retry_on=None,
        final=False,
        far_from_address=False,
        municipality="05001",
        occurred_at=at_door,
    )
    deliver(visit, consumer_context="orders")

    coming(occurred_at=at_door - timedelta(minutes=10))

    assert Guide.objects.get().status == "delivery_failed"
    assert (Incident.objects.get().status, Incident.objects.get().outcome) == ("reported", "")


def test_told_five_times_there_is_one_line(coming) -> None:
    coming(times=5)

    assert CourierLine.objects.count() == 1


def test_another_courier_has_another_number(coming) -> None:
    coming()
    first = CourierLine.objects.get().number
    second = coming()

    line = CourierLine.objects.get()
    assert (line.driver_id, line.stop_id) == (second.driver_id, second.stop_id)
    assert line.number != first


@pytest.mark.parametrize("status", ["delivered", "delivery_failed", "at_office", "returning"])
def test_nobody_is_called_once_they_came(status, coming, api, merchant) -> None:
    coming()
    Guide.objects.update(status=status)

    _, whole, page = views(api, merchant)

    assert whole["courier"] is None
    assert "tel:" not in page


def test_a_number_that_expired_is_not_shown(coming, api, merchant) -> None:
    coming()

    with clock.at(clock.now() + timedelta(hours=3)):
        _, whole, _ = views(api, merchant)

    assert whole["courier"] is None


@pytest.mark.parametrize(
    "changes", [{"kind": "pickup"}, {"guide_id": None}, {"eta": clock.now() - timedelta(days=1)}]
)
def test_no_number_is_lent_where_nobody_comes_to_a_door(changes, coming) -> None:
    coming(**changes)

    assert CourierLine.objects.count() == 0


def test_real_people_are_not_given_numbers_that_ring_nowhere(coming, settings) -> None:
    settings.QUENTY_SANDBOX_PROVIDERS = False

    coming()

    assert Guide.objects.get().status == "out_for_delivery"
    assert CourierLine.objects.count() == 0
