"""What many shipments would cost, before they are orders."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.orders.api import intake
from apps.orders.api.estimate_bodies import EstimateBody, EstimateOut, EstimateRowOut
from apps.orders.api.orders import MERCHANT, READ
from apps.orders.api.routes import routes
from apps.orders.selectors.estimates import estimate_for, estimate_rows, estimates_of
from apps.orders.services.estimates.ask import ask_estimate
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Estimate, EstimateRow


@routes.post(
    "estimates",
    body=EstimateBody,
    answer=EstimateOut,
    also=(202,),
    access=MERCHANT,
    operation="orders_estimates_create",
)
def estimate_shipments(call: Call) -> "tuple[Estimate, int]":
    """Price up to a thousand shipments with every service, keeping the best of each.

    Nothing is held to these prices: quote an order for that. More than 25 shipments are priced
    by a job: the answer is 202 with the estimate as it stands, to be asked for again.
    """
    body = call.body
    estimate = ask_estimate(
        customer_id=intake.merchant_of(call),
        livemode=call.livemode,
        shipments=[(one["reference"], intake.shipment(one)) for one in body["shipments"]],
        modes=tuple(body["modes"]),
        best=body["best"],
        keep=body["keep"],
        actor=call.actor,
    )
    return estimate, 202 if estimate.status == "running" else 201


@routes.list(
    "estimates",
    item=EstimateOut,
    ordering=("created_at",),
    access=READ,
    operation="orders_estimates_list",
)
def list_estimates(call: Call) -> "QuerySet[Estimate]":
    """The merchant's estimates, newest first, without their rows."""
    return estimates_of(call.principal)


@routes.get(
    "estimates/{estimate_id}", answer=EstimateOut, access=READ, operation="orders_estimates_get"
)
def get_estimate(call: Call, estimate_id: UUID) -> "Estimate":
    """How far an estimate is."""
    return estimate_for(call.principal, estimate_id)


@routes.list(
    "estimates/{estimate_id}/rows",
    item=EstimateRowOut,
    ordering=("position",),
    access=READ,
    operation="orders_estimates_rows",
)
def list_estimate_rows(call: Call, estimate_id: UUID) -> "QuerySet[EstimateRow]":
    """The shipments, each with its best offers; `ordering=position` is the order they came in."""
    return estimate_rows(estimate_for(call.principal, estimate_id))
