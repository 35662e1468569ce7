"""Incidents: reported, listed, answered with and without a log-in, resolved."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from apps.orders import selectors
from apps.orders.api import incident_bodies as bodies
from apps.orders.api.guides import FIELD, READ
from apps.orders.api.orders import WRITE
from apps.orders.api.routes import routes
from apps.orders.domain.incidents import CAUSES
from apps.orders.selectors.incidents import incident_for, incident_or_404, incidents_of
from apps.orders.services.incidents.answer import answer_incident
from apps.orders.services.incidents.links import incident_of
from apps.orders.services.incidents.report import Report, report_incident
from apps.orders.services.incidents.resolve import resolve_incident
from apps.orders.services.operators.instruct import told_by_hand
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.auth import PUBLIC, Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Incident

STAFF = allow(Role.SUPPORT, Role.ADMIN, scope="tracking:write")


@routes.get(
    "incident-reasons",
    answer=bodies.CausesOut,
    access=READ,
    operation="orders_incident_reasons",
)
def reasons(call: Call) -> dict[str, Any]:
    """Every reason: who must act, what evidence it needs, and when delivery is tried again."""
    return {
        "results": [
            {
                "reason": name,
                "group": cause.group.value,
                "acts": cause.acts.value,
                "again": cause.again.value,
                "attempt": cause.attempt,
                "comment": cause.comment,
                "photo": cause.photo,
                "hours": cause.hours,
                "es": cause.es,
                "en": cause.en,
            }
            for name, cause in CAUSES.items()
        ]
    }


@routes.post(
    "guides/{number}/incidents",
    body=bodies.IncidentBody,
    answer=bodies.IncidentOut,
    access=FIELD,
    operation="orders_incidents_report",
)
def report(call: Call, number: str) -> "Incident":
    """Report why a parcel does not get on, with the evidence that its reason needs."""
    seen = selectors.guide_for(call.principal, number)
    body = dict(call.body)
    made = report_incident(
        guide_id=seen.id,
        report=Report(
            occurred_at=body.pop("occurred_at", None) or clock.now(),
            piece_numbers=body.pop("pieces", None),
            source="operator" if call.principal.has(Role.OPERATOR) else "api",
            actor=call.actor,
            **body,
        ),
    )
    return incident_for(call.principal, made.id)


@routes.list(
    "incidents",
    item=bodies.IncidentOut,
    query=bodies.IncidentFilters,
    ordering=("deadline", "occurred_at"),
    access=READ,
    operation="orders_incidents_list",
)
def list_incidents(call: Call) -> "QuerySet[Incident]":
    """The queue: who must act, and until when."""
    return incidents_of(call.principal, **call.query)


@routes.get(
    "incidents/{incident_id}",
    answer=bodies.IncidentOut,
    access=READ,
    operation="orders_incidents_get",
)
def get_incident(call: Call, incident_id: UUID) -> "Incident":
    """One incident with its answers."""
    return incident_for(call.principal, incident_id)


@routes.post(
    "incidents/{incident_id}/answer",
    body=bodies.AnswerBody,
    answer=bodies.IncidentOut,
    status=200,
    access=WRITE,
    operation="orders_incidents_answer",
)
def answer(call: Call, incident_id: UUID) -> "Incident":
    """Say what is to be done, until the deadline; a later answer overrules."""
    incident_for(call.principal, incident_id)
    staff = call.principal.is_staff
    _answer(incident_id, call.body, call.actor, "admin" if staff else "api", by_staff=staff)
    return incident_for(call.principal, incident_id)


@routes.post(
    "incidents/answers",
    body=bodies.LinkAnswerBody,
    answer=bodies.IncidentOut,
    status=200,
    access=PUBLIC,
    operation="orders_incidents_answer_by_link",
)
def answer_by_link(call: Call) -> "Incident":
    """Answer with the token of a link, without a log-in, until the deadline."""
    body = dict(call.body)
    incident_id = incident_of(body.pop("token"))
    _answer(incident_id, body, Actor("link", str(incident_id)), "link")
    return incident_or_404(incident_id)


@routes.post(
    "incidents/{incident_id}/resolve",
    body=bodies.ResolveBody,
    answer=bodies.IncidentOut,
    status=200,
    access=STAFF,
    operation="orders_incidents_resolve",
)
def resolve(call: Call, incident_id: UUID) -> "Incident":
    """Staff end an incident by hand."""
    resolve_incident(incident_id=incident_id, outcome=call.body["outcome"], actor=call.actor)
    return incident_for(call.principal, incident_id)


@routes.post(
    "incidents/{incident_id}/told",
    answer=bodies.IncidentOut,
    status=200,
    access=STAFF,
    operation="orders_incidents_told",
)
def told(call: Call, incident_id: UUID) -> "Incident":
    """Staff have told the operator, which takes no such message or refused it."""
    incident_for(call.principal, incident_id)
    told_by_hand(incident_id=incident_id, actor=call.actor)
    return incident_for(call.principal, incident_id)


@routes.post(
    "incidents/bulk",
    body=bodies.BulkBody,
    answer=bodies.BulkOut,
    status=200,
    access=STAFF,
    operation="orders_incidents_bulk",
)
def bulk(call: Call) -> dict[str, Any]:
    """One decision for many; what refuses keeps no other from going through."""
    return {"results": [_one(call, incident_id) for incident_id in call.body["incident_ids"]]}


def _one(call: Call, incident_id: UUID) -> dict[str, Any]:
    action, comment = call.body["action"], call.body["comment"]
    try:
        if action == "resolve":
            resolve_incident(incident_id=incident_id, outcome="settled", actor=call.actor)
        else:
            body = {"action": action, "comment": comment}
            _answer(incident_id, body, call.actor, "admin", by_staff=True)
    except DomainError as refusal:
        return {"id": incident_id, "code": refusal.code, "detail": refusal.message(call.language)}
    return {"id": incident_id, "code": "", "detail": ""}


def _answer(
    incident_id: UUID, body: dict[str, Any], actor: Actor, source: str, *, by_staff: bool = False
) -> None:
    answer_incident(
        incident_id=incident_id,
        action=body["action"],
        data={k: v for k, v in body.items() if k not in ("action", "comment")},
        comment=body["comment"],
        actor=actor,
        source=source,
        by_staff=by_staff,
    )
