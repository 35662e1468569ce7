"""A sandbox rehearses: it takes no place, no shelf and no courier from what is real."""

from typing import Any

import pytest

from apps.pickups.models import Pickup, Slot, Stop
from apps.pickups.tests.places import around
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.customers import events as customers

pytestmark = pytest.mark.django_db(databases=["pickups"])


@pytest.fixture
def sandbox(world: World) -> Any:
    """The twin of a large merchant, in a zone with one place a window."""
    world.zone(capacity=1)
    twin = world.api.as_merchant(livemode=False)
    world.hear(
        customers.CustomerRegisteredV1(
            customer_id=twin.customer_id,
            kind="company",
            size="large",
            display_name="Tienda (pruebas)",
            email="ana@tienda.example",
        ),
        aggregate=twin.customer_id,
        livemode=False,
    )
    return twin


def test_its_bookings_leave_the_last_place_to_who_is_real(world: World, sandbox: Any) -> None:
    played = [world.pickup(sandbox) for _ in range(2)]
    real = world.pickup(world.merchant())
    assert Slot.objects.get().taken == 1
    assert {pickup["window_start"] for pickup in played} == {real["window_start"]}
    later = world.windows(sandbox)[2]["starts_at"]
    path = f"{BASE}/pickups/{played[0]['id']}"
    good(sandbox.post(f"{path}/reschedule", json={"starts_at": later}))
    good(sandbox.post(f"{path}/cancel", json={"reason": "ya no"}))
    assert [slot.taken for slot in Slot.objects.order_by("starts_at")] == [1, 0]
    assert Pickup.objects.filter(holds_place=True).count() == 1


def test_nobody_drives_to_its_stops(world: World, sandbox: Any, run_jobs: Any) -> None:
    world.fleet()
    world.deliveries(world.merchant(), around(2))
    world.pickup(sandbox)
    job = world.plan(run_jobs)
    assert (job["stops"], job["plan"]["unserved"]) == (2, [])
    world.commit(job)
    assert Stop.objects.get(livemode=False).run_id is None
