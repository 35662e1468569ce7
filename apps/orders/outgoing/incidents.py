"""Incidents, corrections and mends to contract events."""

from typing import Any

from apps.orders.domain.incidents import CAUSES
from apps.orders.models import Guide, GuideCorrection, Incident, IncidentAnswer, Order
from apps.orders.outgoing.shapes import whole_address
from quenty.contracts.orders import incident_events as events
from quenty.kernel import clock


def _of(incident: Incident, guide: Guide) -> dict[str, Any]:
    return {
        "incident_id": incident.id,
        "guide_id": guide.id,
        "number": guide.number,
        "order_id": guide.order_id,
        "customer_id": guide.customer_id,
        "operator_id": guide.operator_id,
        "reason": incident.reason,
        "group": incident.group,
        "acts": incident.acts,
    }


def incident_reported(
    incident: Incident, guide: Guide, *, answer_url: str
) -> events.IncidentReportedV1:
    cause = CAUSES[incident.reason]
    return events.IncidentReportedV1(
        **_of(incident, guide),
        attempt=incident.attempt,
        final=incident.final,
        pieces=tuple(incident.piece_numbers),
        occurred_at=incident.occurred_at,
        deadline=incident.deadline,
        answer_url=answer_url,
        comment=incident.comment,
        cause_es=cause.es,
        cause_en=cause.en,
        sender_email=guide.order.origin_email,
    )


def incident_answered(
    incident: Incident, guide: Guide, answer: IncidentAnswer
) -> events.IncidentAnsweredV1:
    return events.IncidentAnsweredV1(
        **_of(incident, guide),
        action=answer.action,
        retry_on=incident.retry_on,
        dane=answer.data.get("dane_code", ""),
        address=answer.data.get("address", ""),
        comment=answer.comment,
    )


def incident_resolved(incident: Incident, guide: Guide) -> events.IncidentResolvedV1:
    return events.IncidentResolvedV1(**_of(incident, guide), outcome=incident.outcome)


def guide_corrected(guide: Guide, correction: GuideCorrection) -> events.GuideCorrectedV1:
    was_delivered = correction.from_status == "delivered"
    return events.GuideCorrectedV1(
        guide_id=guide.id,
        number=guide.number,
        order_id=guide.order_id,
        customer_id=guide.customer_id,
        operator_id=guide.operator_id,
        service_id=guide.service_id,
        before=correction.from_status,
        after=correction.to_status,
        undo_cod=was_delivered,
        undo_commission=was_delivered,
        reason=correction.reason,
        occurred_at=correction.decided_at or clock.now(),
    )


def guide_mended(guide: Guide, order: Order, fields: tuple[str, ...]) -> events.GuideMendedV1:
    return events.GuideMendedV1(
        guide_id=guide.id,
        number=guide.number,
        order_id=order.id,
        customer_id=guide.customer_id,
        operator_id=guide.operator_id,
        fields=fields,
        collect=guide.collect,
        recipient_name=order.recipient_name,
        recipient_phone=order.recipient_phone,
        recipient_address=whole_address(order.recipient_address, order.recipient_complement),
        recipient_email=order.recipient_email,
    )
