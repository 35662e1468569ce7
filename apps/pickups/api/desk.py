"""The desk of a point over HTTP: scan in, hand over, return, report, count."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from apps.pickups.api.desk_bodies import (
    CashCloseOut,
    CashCountBody,
    DayQuery,
    DeskFilters,
    DeskParcelOut,
    DeskReportOut,
    DesksOut,
    ExpectBody,
    HandOverBody,
    LabelBody,
)
from apps.pickups.api.pickup_bodies import PickupReasonBody
from apps.pickups.api.routes import DESK, STAFF, routes
from apps.pickups.selectors import points as selectors
from apps.pickups.services.points import close_cash, desk_code, hand_over, receive
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.pickups.models import CashClose, DeskParcel


@routes.get("points/desks", answer=DesksOut, access=DESK)
def list_desks(call: Call) -> dict[str, Any]:
    """Points whose desk one runs"""
    return {"points": selectors.desks_of(call.principal)}


@routes.list(
    "points/{point_id}/parcels",
    item=DeskParcelOut,
    query=DeskFilters,
    ordering=("created_at",),
    access=DESK,
)
def list_desk_parcels(call: Call, point_id: UUID) -> "QuerySet[DeskParcel]":
    """What is expected, waits or has left"""
    return selectors.parcels_at(call.principal, point_id, **call.query)


@routes.post("points/{point_id}/receive", body=LabelBody, answer=DeskParcelOut, access=DESK)
def receive_parcel(call: Call, point_id: UUID) -> "DeskParcel":
    """Scan a parcel in; its recipient is sent the code to fetch it with"""
    point = selectors.desk_of(call.principal, point_id)
    return receive.receive_at_point(point=point, actor=call.actor, **call.body)


@routes.post("points/{point_id}/expect", body=ExpectBody, answer=DeskParcelOut, access=STAFF)
def expect_parcel(call: Call, point_id: UUID) -> "DeskParcel":
    """Send a guide to a point for its recipient to fetch"""
    return receive.expect_at_point(
        point_id=point_id, guide_number=call.body["guide"], actor=call.actor
    )


@routes.post(
    "points/{point_id}/parcels/{parcel_id}/code", answer=DeskParcelOut, status=200, access=DESK
)
def resend_desk_code(call: Call, point_id: UUID, parcel_id: UUID) -> "DeskParcel":
    """Send the recipient another code; older ones are void"""
    point = selectors.desk_of(call.principal, point_id)
    return desk_code.resend_code(point=point, parcel_id=parcel_id, actor=call.actor)


# A wrong code must stay counted, so this is no single transaction.
@routes.post(
    "points/{point_id}/parcels/{parcel_id}/hand-over",
    body=HandOverBody,
    answer=DeskParcelOut,
    status=200,
    idempotency="saga",
    access=DESK,
)
def hand_over_parcel(call: Call, point_id: UUID, parcel_id: UUID) -> "DeskParcel":
    """Hand a parcel over against its code or an identity"""
    point = selectors.desk_of(call.principal, point_id)
    return hand_over.hand_over(point=point, parcel_id=parcel_id, actor=call.actor, **call.body)


@routes.post(
    "points/{point_id}/parcels/{parcel_id}/return",
    body=PickupReasonBody,
    answer=DeskParcelOut,
    status=200,
    access=DESK,
)
def return_desk_parcel(call: Call, point_id: UUID, parcel_id: UUID) -> "DeskParcel":
    """Send a parcel back"""
    point = selectors.desk_of(call.principal, point_id)
    return hand_over.return_parcel(point=point, parcel_id=parcel_id, actor=call.actor, **call.body)


@routes.get("points/{point_id}/report", query=DayQuery, answer=DeskReportOut, access=DESK)
def get_desk_report(call: Call, point_id: UUID) -> dict[str, Any]:
    """A point's day"""
    day = call.query.get("day") or selectors.today_at_desk()
    return selectors.daily_report(call.principal, point_id, day)


@routes.post("points/{point_id}/cash-close", body=CashCountBody, answer=CashCloseOut, access=DESK)
def close_desk_cash(call: Call, point_id: UUID) -> "CashClose":
    """Count the cash of a day"""
    point = selectors.desk_of(call.principal, point_id)
    body = dict(call.body)
    day = body.pop("day", None) or selectors.today_at_desk()
    return close_cash.close_point_cash(point=point, day=day, actor=call.actor, **body)
