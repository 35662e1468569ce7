"""Schedule a pickup: who may, which guides, which window; the place is taken with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.pickups import outgoing
from apps.pickups.domain.codes import number_of
from apps.pickups.domain.geo import Point
from apps.pickups.domain.pickup_rules import may_be_collected
from apps.pickups.models import GuideCopy, MerchantCopy, Pickup, PickupParcel, PickupTransition
from apps.pickups.selectors.zones import zone_for
from apps.pickups.services.slots.book import take_place
from apps.pickups.services.stops.of_pickup import stop_for_pickup
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel import dane
from quenty.kernel.actors import Actor
from quenty.kernel.clock import BOGOTA
from quenty.kernel.ids import new_id
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What is to be collected when no guides are named: pieces, grams, cubic centimetres."""

    parcels: int = 1
    weight_g: int = 1000
    volume_cm3: int = 0


def schedule_pickup(
    *,
    customer_id: UUID,
    livemode: bool,
    place: dict[str, Any],
    starts_at: datetime,
    guides: list[str],
    announced: Announced,
    notes: str = "",
    actor: Actor,
    recurring_id: UUID | None = None,
    in_time: bool = True,
) -> Pickup:
    """`place`: contact_name, phone, address, complement, dane_code and, if known, latitude
    and longitude.

    Raises pickups.merchant_suspended, pickups.direct_not_allowed, pickups.not_covered,
    pickups.slot_unknown, pickups.slot_too_late, pickups.slot_full, pickups.guide_not_found,
    pickups.guide_not_collectable, pickups.guide_taken.
    """
    check_merchant(customer_id)
    located = with_coordinates(place)
    with unit_of_work("pickups"):
        rows = collectable(customer_id, livemode, guides)
        load = _load(rows, announced)
        zone = zone_for(located["dane_code"], Point(located["latitude"], located["longitude"]))
        slot = take_place(
            zone=zone,
            starts_at=starts_at,
            weight_g=load.weight_g,
            volume_cm3=load.volume_cm3,
            livemode=livemode,
            in_time=in_time,
        )
        key = new_id()
        pickup = Pickup.objects.create(
            id=key,
            number=number_of("REC", key),
            customer_id=customer_id,
            livemode=livemode,
            slot=slot,
            holds_place=livemode,
            window_start=slot.starts_at,
            window_end=slot.ends_at,
            parcels=load.parcels,
            weight_g=load.weight_g,
            volume_cm3=load.volume_cm3,
            notes=notes,
            recurring_id=recurring_id,
            recurring_day=slot.starts_at.astimezone(BOGOTA).date() if recurring_id else None,
            created_by=str(actor),
            **located,
        )
        list_guides(pickup, rows)
        PickupTransition.objects.create(
            pickup=pickup,
            event="reschedule",
            from_status="",
            to_status=pickup.status,
            actor=str(actor),
        )
        stop_for_pickup(pickup, zone_code=zone.code)
        publish(outgoing.scheduled(pickup), aggregate=key, actor=actor, livemode=livemode)
    return pickup


def check_merchant(customer_id: UUID) -> None:
    """Raises pickups.merchant_suspended, pickups.direct_not_allowed."""
    merchant = MerchantCopy.objects.filter(customer_id=customer_id).first()
    if merchant is not None and not merchant.active:
        raise PickupsError.MERCHANT_SUSPENDED()
    size = merchant.size if merchant else "small"
    if not may_be_collected(size):
        raise PickupsError.DIRECT_NOT_ALLOWED(size=size)


def with_coordinates(place: dict[str, Any]) -> dict[str, Any]:
    """The place with its own coordinates, or its municipality's marked as inexact."""
    if place.get("latitude") is not None and place.get("longitude") is not None:
        return {**place, "exact": True}
    found = dane.municipality(place["dane_code"])
    if found is None:
        raise PickupsError.NOT_COVERED(municipality=place["dane_code"], field="dane_code")
    return {**place, "latitude": found.latitude, "longitude": found.longitude, "exact": False}


def collectable(customer_id: UUID, livemode: bool, numbers: list[str]) -> list[GuideCopy]:
    """The merchant's own guides that wait to be collected, in the order that they were given."""
    rows = {
        row.number: row
        for row in GuideCopy.objects.select_for_update().filter(
            number__in=numbers, customer_id=customer_id, livemode=livemode
        )
    }
    for position, number in enumerate(numbers):
        if number not in rows:
            raise PickupsError.GUIDE_NOT_FOUND(number=number, field=f"guides.{position}")
        if rows[number].status != "generated":
            raise PickupsError.GUIDE_NOT_COLLECTABLE(
                number=number, status=rows[number].status, field=f"guides.{position}"
            )
    return [rows[number] for number in dict.fromkeys(numbers)]


def list_guides(pickup: Pickup, guides: list[GuideCopy]) -> None:
    """Raises pickups.guide_taken when another open pickup lists one of them."""
    taken = (
        PickupParcel.objects.filter(guide_id__in=[g.guide_id for g in guides], open=True)
        .select_related("pickup")
        .first()
    )
    if taken is not None:
        raise PickupsError.GUIDE_TAKEN(number=taken.guide_number, pickup=taken.pickup.number)
    try:
        with unit_of_work("pickups"):
            PickupParcel.objects.bulk_create(
                PickupParcel(
                    pickup=pickup,
                    guide_id=guide.guide_id,
                    guide_number=guide.number,
                    piece=piece["number"],
                    weight_g=piece["weight_g"],
                )
                for guide in guides
                for piece in guide.pieces
            )
    except IntegrityError as error:
        # Somebody listed it between our look and our write.
        raise PickupsError.GUIDE_TAKEN(number=guides[0].number, pickup="-") from error


def _load(guides: list[GuideCopy], announced: Announced) -> Announced:
    if not guides:
        return announced
    return Announced(
        parcels=sum(guide.piece_count for guide in guides),
        weight_g=sum(guide.weight_g for guide in guides),
        volume_cm3=sum(guide.volume_cm3 for guide in guides),
    )
