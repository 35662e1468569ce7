"""Recurring pickups over HTTP."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.pickups.api.pickup_bodies import RecurringBody, RecurringChange, RecurringOut
from apps.pickups.api.pickups import whose
from apps.pickups.api.routes import READ, WRITE, routes
from apps.pickups.selectors import pickups as selectors
from apps.pickups.services.pickups import recurring
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.pickups.models import RecurringPickup


@routes.post("recurring", body=RecurringBody, answer=RecurringOut, etag="version", access=WRITE)
def set_recurring(call: Call) -> "RecurringPickup":
    """Be collected from on some weekdays"""
    body = dict(call.body)
    customer_id = whose(call, body)
    row = recurring.set_recurring(
        customer_id=customer_id, livemode=call.livemode, actor=call.actor, **body
    )
    return selectors.recurring_for(call.principal, row.pk)


@routes.list("recurring", item=RecurringOut, ordering=("created_at",), access=READ)
def list_recurring(call: Call) -> "QuerySet[RecurringPickup]":
    """Recurring pickups"""
    return selectors.recurring_of(call.principal)


@routes.get("recurring/{recurring_id}", answer=RecurringOut, etag="version", access=READ)
def get_recurring(call: Call, recurring_id: UUID) -> "RecurringPickup":
    """A recurring pickup"""
    return selectors.recurring_for(call.principal, recurring_id)


@routes.patch(
    "recurring/{recurring_id}",
    body=RecurringChange,
    answer=RecurringOut,
    etag="version",
    access=WRITE,
)
def change_recurring(call: Call, recurring_id: UUID) -> "RecurringPickup":
    """Change weekdays or load, skip days, or stop; what is confirmed is collected all the same"""
    seen = selectors.recurring_for(call.principal, recurring_id)
    recurring.change_recurring(
        recurring_id=seen.pk, changes=call.body, actor=call.actor, expected=call.if_match
    )
    return selectors.recurring_for(call.principal, seen.pk)
