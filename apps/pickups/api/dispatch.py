"""Dispatchers: deliveries, stops and runs, over HTTP."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers

from apps.pickups.api.desk_bodies import CashCloseOut, CashCountBody
from apps.pickups.api.routes import STAFF, STAFF_READ, routes
from apps.pickups.api.stop_bodies import (
    CancelRunBody,
    CheckOut,
    CompleteRunBody,
    DeliveriesBody,
    DeliveriesOut,
    LockBody,
    OpenRunBody,
    PutStopBody,
    RunFilters,
    RunLockBody,
    RunOut,
    SequenceBody,
    StopFilters,
    StopOut,
)
from apps.pickups.selectors import routing as selectors
from apps.pickups.services.runs import arrange, cancel, close_cash, complete, export, publish
from apps.pickups.services.runs import open_run as opening
from apps.pickups.services.stops.deliveries import schedule_deliveries
from quenty.platform.http import Call, Serializer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.pickups.models import CashClose, Run, Stop


@routes.post("deliveries", body=DeliveriesBody, answer=DeliveriesOut, status=200, access=STAFF)
def plan_deliveries(call: Call) -> dict[str, Any]:
    """Plan deliveries of guides for a day; each is answered for itself"""
    outcomes = schedule_deliveries(actor=call.actor, language=call.language, **call.body)
    return {"results": outcomes}


@routes.list("stops", item=StopOut, query=StopFilters, ordering=("created_at",), access=STAFF_READ)
def list_stops(call: Call) -> "QuerySet[Stop]":
    """Stops"""
    return selectors.stops_of(**call.query)


@routes.post("stops/{stop_id}/lock", body=LockBody, answer=StopOut, status=200, access=STAFF)
def lock_stop(call: Call, stop_id: UUID) -> "Stop":
    """Keep a stop with its driver, or at its place too"""
    return arrange.lock_stop(stop_id=stop_id, actor=call.actor, **call.body)


@routes.post("stops/{stop_id}/put", body=PutStopBody, answer=CheckOut, status=200, access=STAFF)
def put_stop(call: Call, stop_id: UUID) -> arrange.Check:
    """Drag a stop to a place of a run; it is checked at once"""
    return arrange.put_stop(stop_id=stop_id, actor=call.actor, **call.body)


@routes.post("stops/{stop_id}/take-off", answer=StopOut, status=200, access=STAFF)
def take_stop_off(call: Call, stop_id: UUID) -> "Stop":
    """Take a stop off its run"""
    return arrange.take_stop_off(stop_id=stop_id, actor=call.actor)


@routes.post("runs", body=OpenRunBody, answer=RunOut, access=STAFF)
def open_run(call: Call) -> "Run":
    """An empty run for a shift, to drag stops to"""
    run = opening.open_run(actor=call.actor, **call.body)
    return selectors.run_by_id(run.pk)


@routes.list("runs", item=RunOut, query=RunFilters, ordering=("day", "number"), access=STAFF_READ)
def list_runs(call: Call) -> "QuerySet[Run]":
    """Runs with their stops"""
    return selectors.runs_of(**call.query)


@routes.get("runs/{run_id}", answer=RunOut, access=STAFF_READ)
def get_run(call: Call, run_id: UUID) -> "Run":
    """A run with its stops in order"""
    return selectors.run_by_id(run_id)


@routes.post("runs/{run_id}/publish", answer=RunOut, status=200, access=STAFF)
def publish_run(call: Call, run_id: UUID) -> "Run":
    """Tell the driver its sequence and the customers their hour"""
    publish.publish_run(run_id=run_id, actor=call.actor)
    return selectors.run_by_id(run_id)


@routes.post("runs/{run_id}/lock", body=RunLockBody, answer=RunOut, status=200, access=STAFF)
def lock_run(call: Call, run_id: UUID) -> "Run":
    """Keep a run's sequence when routes are planned again"""
    arrange.lock_whole_run(run_id=run_id, actor=call.actor, **call.body)
    return selectors.run_by_id(run_id)


@routes.post("runs/{run_id}/check", body=SequenceBody, answer=CheckOut, status=200, access=STAFF)
def check_sequence(call: Call, run_id: UUID) -> arrange.Check:
    """Judge an order of a run's stops without changing anything"""
    return arrange.check_sequence(run_id=run_id, stop_ids=call.body["stops"])


@routes.post(
    "runs/{run_id}/complete", body=CompleteRunBody, answer=RunOut, status=200, access=STAFF
)
def complete_run(call: Call, run_id: UUID) -> "Run":
    """Close a run whose driver can't"""
    odometer = call.body.get("odometer_km")
    complete.complete_run(run_id=run_id, odometer_km=odometer, actor=call.actor)
    return selectors.run_by_id(run_id)


@routes.post("runs/{run_id}/cash-close", body=CashCountBody, answer=CashCloseOut, access=STAFF)
def close_run_cash(call: Call, run_id: UUID) -> "CashClose":
    """Count a courier's cash"""
    body = dict(call.body)
    body.pop("day", None)
    return close_cash.close_run_cash(run_id=run_id, actor=call.actor, **body)


@routes.post("runs/{run_id}/cancel", body=CancelRunBody, answer=RunOut, status=200, access=STAFF)
def cancel_run(call: Call, run_id: UUID) -> "Run":
    """Withdraw a run that has not left; its stops wait to be planned again"""
    cancel.cancel_run(run_id=run_id, actor=call.actor, **call.body)
    return selectors.run_by_id(run_id)


class ExportQuery(Serializer):
    form = serializers.ChoiceField(choices=sorted(export.FORMS), default="geojson")


@routes.get(
    "runs/{run_id}/export",
    query=ExportQuery,
    media=tuple(sorted({form.media for form in export.FORMS.values()})),
    access=STAFF_READ,
)
def export_run(call: Call, run_id: UUID) -> HttpResponse:
    """A run as GeoJSON, GPX, encoded line, CSV or a printable sheet"""
    run = selectors.run_by_id(run_id)
    form = export.FORMS[call.query["form"]]
    answer = HttpResponse(form.write(run), content_type=form.media)
    answer["Content-Disposition"] = f'attachment; filename="{run.number}.{form.ending}"'
    return answer
