"""A guide whose delivery was mended: the courier goes where it says now, and asks for that much."""

from typing import Any

import pytest

from apps.pickups.models import GuideCopy, Stop
from apps.pickups.tests.places import around
from apps.pickups.tests.world import World
from quenty.contracts.orders.events import GuideMendedV1
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["pickups"])
NEW = "Calle 99 # 1-2, Apto 5"


def mended(world: World, guide: Any, *, sequence: int = 5, **changes: Any) -> None:
    values = {
        "guide_id": guide.guide_id,
        "number": guide.number,
        "order_id": guide.order_id,
        "customer_id": guide.customer_id,
        "operator_id": guide.operator_id,
        "fields": ("recipient_address",),
        "collect": Money(40_000, COP),
        "recipient_name": "Rosa Díaz",
        "recipient_phone": "+573200000000",
        "recipient_address": NEW,
        **changes,
    }
    world.hear(GuideMendedV1(**values), aggregate=guide.guide_id, sequence=sequence)


def told(row: Any) -> tuple[Any, ...]:
    copy = GuideCopy.objects.get(guide_id=row.guide_id)
    return copy.recipient_name, copy.recipient_phone, copy.recipient_address, copy.collect


MENDED = ("Rosa Díaz", "+573200000000", NEW, Money(40_000, COP))


def test_the_stop_that_waits_says_the_same(world: World, merchant: Any) -> None:
    (guide,) = world.deliveries(merchant, around(1), collect=90_000)
    before = Stop.objects.get()

    mended(world, guide)

    stop = Stop.objects.get()
    assert (stop.contact_name, stop.phone, stop.address, stop.collect) == MENDED
    # It is another place: what was known of the old one does not hold.
    assert (before.exact, stop.exact) == (True, False)
    assert told(guide) == MENDED


def test_an_amount_alone_leaves_the_place_as_it_was(world: World, merchant: Any) -> None:
    (guide,) = world.deliveries(merchant, around(1), collect=90_000)
    before = Stop.objects.get()

    mended(world, guide, recipient_address=before.address)

    stop = Stop.objects.get()
    assert stop.collect == Money(40_000, COP)
    assert (stop.latitude, stop.longitude, stop.exact) == (before.latitude, before.longitude, True)


def test_the_newest_word_counts_whatever_is_told_late(world: World, merchant: Any) -> None:
    guide = world.guide(merchant, collect=90_000)

    mended(world, guide, sequence=6)
    mended(world, guide, sequence=5, recipient_name="Otra")
    mended(world, guide, sequence=6, recipient_name="Otra")

    assert told(guide) == MENDED


def test_a_guide_that_is_told_of_after_its_mend_keeps_it(world: World, merchant: Any) -> None:
    number, guide_id = "QTY100000011", new_id()
    early = world.guide(merchant)
    mended(world, early, guide_id=guide_id, number=number)
    late = world.guide(merchant, guide_id=guide_id, number=number, collect=90_000)

    assert told(late) == MENDED
    assert GuideCopy.objects.get(guide_id=guide_id).destination_dane == "11001"
