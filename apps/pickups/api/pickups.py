"""Pickups over HTTP."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from rest_framework import serializers

from apps.pickups.api.pickup_bodies import (
    AddGuidesBody,
    NewPickupBody,
    PickupFilters,
    PickupOut,
    PickupReasonBody,
    RescheduleBody,
)
from apps.pickups.api.routes import READ, WRITE, routes
from apps.pickups.selectors import pickups as selectors
from apps.pickups.services.pickups import cancel, change_guides, confirm, reschedule, schedule
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.pickups.models import Pickup


def whose(call: Call, body: dict[str, Any]) -> UUID:
    """The merchant that a body is about: the caller's own, or the one that staff name."""
    named: UUID | None = body.pop("customer_id", None)
    if call.principal.is_staff and named is not None:
        return named
    if call.principal.customer_id is None:
        detail = serializers.ErrorDetail("Say which merchant it is for.", code="required")
        raise serializers.ValidationError({"customer_id": [detail]})
    if named not in (None, call.principal.customer_id):
        # Left out silently, a booking for another would become one's own.
        detail = serializers.ErrorDetail("Only staff may name another merchant.", code="staff_only")
        raise serializers.ValidationError({"customer_id": [detail]})
    return call.principal.customer_id


@routes.post("pickups", body=NewPickupBody, answer=PickupOut, etag="version", access=WRITE)
def schedule_pickup(call: Call) -> "Pickup":
    """Schedule a pickup in a window"""
    body = dict(call.body)
    customer_id = whose(call, body)
    announced = schedule.Announced(
        **{name: body.pop(name) for name in ("parcels", "weight_g", "volume_cm3")}
    )
    return schedule.schedule_pickup(
        customer_id=customer_id,
        livemode=call.livemode,
        announced=announced,
        actor=call.actor,
        **body,
    )


@routes.list(
    "pickups",
    item=PickupOut,
    query=PickupFilters,
    ordering=("created_at", "window_start"),
    access=READ,
)
def list_pickups(call: Call) -> "QuerySet[Pickup]":
    """Pickups"""
    return selectors.pickups_of(call.principal, **call.query)


@routes.get("pickups/{pickup_id}", answer=PickupOut, etag="version", access=READ)
def get_pickup(call: Call, pickup_id: UUID) -> "Pickup":
    """A pickup with what is listed in it"""
    return selectors.pickup_for(call.principal, pickup_id)


@routes.post(
    "pickups/{pickup_id}/confirm", answer=PickupOut, etag="version", status=200, access=WRITE
)
def confirm_pickup(call: Call, pickup_id: UUID) -> "Pickup":
    """Say that the parcels will be ready"""
    seen = selectors.pickup_for(call.principal, pickup_id)
    return confirm.confirm_pickup(pickup_id=seen.pk, actor=call.actor)


@routes.post(
    "pickups/{pickup_id}/reschedule",
    body=RescheduleBody,
    answer=PickupOut,
    etag="version",
    status=200,
    access=WRITE,
)
def reschedule_pickup(call: Call, pickup_id: UUID) -> "Pickup":
    """Move a pickup to another window, at most two times"""
    seen = selectors.pickup_for(call.principal, pickup_id)
    by = "staff" if call.principal.is_staff else "customer"
    return reschedule.reschedule_pickup(pickup_id=seen.pk, actor=call.actor, by=by, **call.body)


@routes.post(
    "pickups/{pickup_id}/cancel",
    body=PickupReasonBody,
    answer=PickupOut,
    etag="version",
    status=200,
    access=WRITE,
)
def cancel_pickup(call: Call, pickup_id: UUID) -> "Pickup":
    """Cancel a pickup; late ones cost a fee"""
    seen = selectors.pickup_for(call.principal, pickup_id)
    return cancel.cancel_pickup(
        pickup_id=seen.pk, actor=call.actor, free=call.principal.is_staff, **call.body
    )


@routes.post(
    "pickups/{pickup_id}/guides",
    body=AddGuidesBody,
    answer=PickupOut,
    etag="version",
    status=200,
    access=WRITE,
)
def add_pickup_guides(call: Call, pickup_id: UUID) -> "Pickup":
    """List more guides in a pickup"""
    seen = selectors.pickup_for(call.principal, pickup_id)
    change_guides.add_guides(pickup_id=seen.pk, actor=call.actor, **call.body)
    return selectors.pickup_for(call.principal, pickup_id)
