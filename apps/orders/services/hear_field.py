"""What the field tells of pieces, as our own history."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from apps.orders.domain.incidents import OF_THE_FIELD
from apps.orders.domain.states import GuideStatus
from apps.orders.domain.tracking import PROOFS
from apps.orders.models import Guide, GuidePiece, LateProof
from apps.orders.services.incidents.report import Report, report_incident
from apps.orders.services.record_tracking import record_tracking
from quenty.contracts.pickups import events as pickups
from quenty.contracts.pickups import road_events as road
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

_REFUSED_FOR_GOOD = frozenset(
    {
        "orders.piece_unknown",
        "orders.tracking_before_issue",
        "orders.incident.guide_ended",
    }
)


def hear_pieces(
    *,
    guide_id: UUID,
    event: str,
    pieces: Sequence[int] | None,
    occurred_at: datetime,
    municipality: str,
    actor: Actor,
    notes: str = "",
    proof: Sequence[str] = (),
    proof_pending: Sequence[str] = (),
) -> None:
    """One line of history. What our own rules refuse for good is left out; a guide that is
    not ours (a reverse one, say) is nobody's news here."""
    if not Guide.objects.filter(pk=guide_id).exists():
        return
    try:
        record_tracking(
            guide_id=guide_id,
            piece_numbers=pieces,
            event=event,
            occurred_at=occurred_at,
            source="field",
            place=municipality,
            notes=notes,
            proof=proof,
            proof_pending=proof_pending,
            actor=actor,
        )
    except DomainError as refusal:
        if refusal.code not in _REFUSED_FOR_GOOD:
            raise


def hear_attempt(event: road.DeliveryAttemptedV1, *, actor: Actor) -> None:
    """A delivery came to nothing: an incident, with what the courier wrote."""
    if not Guide.objects.filter(pk=event.guide_id).exists():
        return
    try:
        report_incident(
            guide_id=event.guide_id,
            report=Report(
                reason=OF_THE_FIELD.get(event.reason, "other"),
                occurred_at=event.occurred_at,
                source="field",
                actor=actor,
                piece_numbers=_with_the_courier(event.guide_id),
                comment=event.comment,
                place=event.municipality,
                # The courier's own evidence is kept where it was taken.
                strict=False,
            ),
        )
    except DomainError as refusal:
        if refusal.code not in _REFUSED_FOR_GOOD:
            raise


def _with_the_courier(guide_id: UUID) -> list[int] | None:
    """A visit is told of a guide: it is of those pieces that were handed over to us. All, where
    no collection was told yet."""
    rows = GuidePiece.objects.filter(guide_id=guide_id)
    went = rows.exclude(status__in=(GuideStatus.GENERATED, GuideStatus.VOIDED))
    return sorted(went.values_list("number", flat=True)) or None


def hear_delivery(event: road.DeliveryCompletedV1, *, actor: Actor) -> None:
    hear_pieces(
        guide_id=event.guide_id,
        event="delivered",
        pieces=[piece.number for piece in event.pieces],
        occurred_at=event.occurred_at,
        municipality=event.municipality,
        actor=actor,
        notes=event.received_by,
        proof=event.proof,
        proof_pending=event.proof_pending,
    )


def hear_proven(event: road.DeliveryProvenV1) -> None:
    """What proves it came after it was told, or is told before it: kept once a visit, beside
    a history that nobody writes again."""
    if Guide.objects.filter(pk=event.guide_id).exists():
        with unit_of_work("orders"):
            LateProof.objects.get_or_create(
                attempt_id=event.attempt_id,
                defaults={
                    "guide_id": event.guide_id,
                    "proof": [kind for kind in PROOFS if kind in event.proof],
                    "occurred_at": event.occurred_at,
                },
            )


def hear_return(event: road.ReturnCompletedV1, *, actor: Actor) -> None:
    """Our courier brought it back to its sender."""
    hear_pieces(
        guide_id=event.guide_id,
        event="returned",
        pieces=[piece.number for piece in event.pieces],
        occurred_at=event.occurred_at,
        municipality=event.municipality,
        actor=actor,
        notes=event.received_by,
    )


def hear_handed_over(event: pickups.PiecesHandedOverV1, *, actor: Actor) -> None:
    """At a point: to the recipient it is delivered, to a courier it moves on."""
    hear_pieces(
        guide_id=event.guide_id,
        event="delivered" if event.to == "recipient" else "picked_up",
        pieces=[piece.number for piece in event.pieces],
        occurred_at=event.occurred_at,
        municipality=event.municipality,
        actor=actor,
        proof=(event.checked_by,) if event.to == "recipient" else (),
    )


def hear_at_point(event: pickups.PiecesReceivedAtPointV1, *, actor: Actor) -> None:
    """The sender's drop-off, or a point at which the recipient fetches it."""
    hear_pieces(
        guide_id=event.guide_id,
        event="received_at_point" if event.purpose == "drop_off" else "at_office",
        pieces=[piece.number for piece in event.pieces],
        occurred_at=event.occurred_at,
        municipality=event.municipality,
        actor=actor,
    )


def hear_returned_from_point(event: pickups.PiecesReturnedFromPointV1, *, actor: Actor) -> None:
    """Nobody fetched it: it goes back. What its sender took back itself was never on its way,
    and can be brought again, collected or voided."""
    hear_pieces(
        guide_id=event.guide_id,
        event="returning" if event.purpose == "delivery" else "generated",
        pieces=[piece.number for piece in event.pieces],
        occurred_at=event.occurred_at,
        municipality=event.municipality,
        actor=actor,
        notes=event.reason,
    )


def hear_en_route(event: road.CourierEnRouteV1, *, at: datetime, actor: Actor) -> None:
    """The courier is on the way to the recipient's door, and can be called until they come."""
    if event.kind == "delivery" and event.guide_id is not None:
        hear_pieces(
            guide_id=event.guide_id,
            event="out_for_delivery",
            pieces=_with_the_courier(event.guide_id),
            occurred_at=at,
            municipality=event.municipality,
            actor=actor,
        )
        enqueue(
            "orders.lend_courier_line",
            guide_id=str(event.guide_id),
            driver_id=str(event.driver_id),
            stop_id=str(event.stop_id),
            eta=event.eta.isoformat(),
        )
