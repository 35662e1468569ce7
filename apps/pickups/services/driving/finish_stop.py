"""Deliver, collect, fail: the end of a visit, with its attempt, proof, money and events."""

from typing import Any

from apps.pickups import outgoing
from apps.pickups.domain.attempts import NOT_COUNTED, Reason, Sequel, sequel
from apps.pickups.domain.business_days import day_of
from apps.pickups.domain.matters import MatterKind
from apps.pickups.domain.proof_words import SCAN
from apps.pickups.domain.states import PickupEvent, StopEvent
from apps.pickups.models import Attempt, CashEntry, GuideCopy, Pickup, Run, Stop
from apps.pickups.selectors.dropped import refuse_dropped
from apps.pickups.selectors.pickups import called_off, lock_pickup
from apps.pickups.selectors.road import not_before
from apps.pickups.services.copies.door_payments import paid_at_door
from apps.pickups.services.driving.attempt import keep_attempt
from apps.pickups.services.driving.matters import open_matter
from apps.pickups.services.driving.proof import Proof, proof_of
from apps.pickups.services.driving.returned import tell_returned
from apps.pickups.services.driving.scene import pesos, started_run, stop_of
from apps.pickups.services.driving.sequels import after_failed_delivery, after_failed_pickup
from apps.pickups.services.pickups.cancel import cancel_pickup
from apps.pickups.services.pickups.moves import move_pickup
from apps.pickups.services.slots.book import free_place
from apps.pickups.services.stops.moves import move_stop
from quenty.contracts.pickups.errors import PickupsError, RoadError
from quenty.contracts.pickups.events import DeliveryAttemptedV1, DeliveryCompletedV1
from quenty.contracts.pickups.shapes import Piece
from quenty.kernel.money import COP, Money
from quenty.platform.events import publish

# Why a pickup ends of which nothing was left when its courier came.
CALLED_OFF = "called_off"


def deliver(scene: Any) -> None:
    """`received_by`, `evidence` (kinds that were taken), `code`, `document_kind`, `document`,
    `collected`, `method`, `pieces`.

    Raises pickups.stop_state, pickups.proof_missing, pickups.document_invalid,
    pickups.door_code_wrong, pickups.door_code_locked, pickups.cash_short,
    pickups.payment_pending, pickups.piece_unknown, pickups.piece_dropped.
    """
    run, stop, data = started_run(scene), stop_of(scene), scene.action.data
    if stop.kind != "delivery":
        raise RoadError.STOP_STATE(status=stop.kind, event="deliver")
    proof = proof_of(scene, stop)
    guide = GuideCopy.objects.get(guide_id=stop.guide_id)
    due = stop.collect or Money.zero(COP)
    collected, method = paid_at_door(
        guide, due=due, collected=pesos(data, "collected"), method=str(data.get("method") or "")
    )
    pieces = _handed(guide, data)
    whole = len(pieces) >= guide.piece_count
    move_stop(stop, StopEvent.COMPLETE)
    attempt = keep_attempt(
        scene,
        stop,
        outcome="done" if whole else "part",
        pieces=pieces,
        received_by=str(data.get("received_by", ""))[:120],
        collected=collected,
        method=method,
        **proof.kept(),
    )
    _take_cash(run, scene, stop, attempt)
    _note_unproven(scene, stop, proof)
    if stop.to_sender:
        tell_returned(scene, stop, attempt, proof.found, whole=whole)
        return
    event = DeliveryCompletedV1(
        guide_id=guide.guide_id,
        guide_number=guide.number,
        customer_id=stop.customer_id,
        run_id=run.pk,
        driver_id=scene.driver.pk,
        stop_id=stop.pk,
        attempt=attempt.number,
        pieces=tuple(Piece(number=n) for n in pieces),
        whole=whole,
        due=due,
        collected=collected,
        method=attempt.method,
        proof=proof.found,
        proof_pending=proof.pending,
        far_from_address=attempt.far,
        municipality=stop.dane_code,
        occurred_at=attempt.at,
        received_by=attempt.received_by,
    )
    publish(event, aggregate=guide.guide_id, actor=scene.actor, livemode=stop.livemode)


def _note_unproven(scene: Any, stop: Stop, proof: Proof) -> None:
    """Delivered on pictures that are still on the phone: the staff sees that they come."""
    if not proof.found:
        open_matter(
            MatterKind.EVIDENCE_MISSING,
            scene.action.id,
            driver=scene.driver,
            run=scene.run,
            stop=stop,
            detail=stop.guide_number,
        )


def _handed(guide: GuideCopy, data: dict[str, Any]) -> list[int]:
    """All of them where the phone names none. Raises pickups.piece_unknown,
    pickups.piece_dropped."""
    known = _all_pieces(guide)
    handed = sorted({int(number) for number in data.get("pieces") or known})
    refuse_dropped(guide, handed)
    for number in handed:
        if number not in known:
            raise PickupsError.PIECE_UNKNOWN(label=f"{guide.number}-{number}")
    return handed


def _all_pieces(guide: GuideCopy) -> list[int]:
    return [piece["number"] for piece in guide.pieces] or list(range(1, guide.piece_count + 1))


def _take_cash(run: Run, scene: Any, stop: Stop, attempt: Attempt) -> None:
    if not attempt.collected:
        return
    CashEntry.objects.create(
        run=run,
        driver=scene.driver,
        day=run.day,
        kind="collected",
        method=attempt.method,
        amount=attempt.collected,
        guide_id=stop.guide_id,
        attempt_id=attempt.pk,
        at=attempt.at,
    )


def collect(scene: Any) -> None:
    """What was scanned at a pickup is in hand; what was not stays behind.

    Raises pickups.stop_state, pickups.piece_unknown when nothing was scanned.
    """
    run, stop = started_run(scene), stop_of(scene)
    if stop.pickup_id is None:
        raise RoadError.STOP_STATE(status=stop.kind, event="collect")
    pickup = lock_pickup(stop.pickup_id)
    listed = list(pickup.parcels_listed.filter(open=True))
    scanned = [parcel for parcel in listed if parcel.scanned_at is not None]
    # Voided while the courier stood there, what was listed is no longer open.
    if not scanned and pickup.parcels_listed.exists():
        raise RoadError.PROOF_MISSING(proof=SCAN)
    whole = len(scanned) == len(listed)
    move_stop(stop, StopEvent.COMPLETE)
    pickup.attempts += 1
    attempt = keep_attempt(
        scene,
        stop,
        outcome="done" if whole else "part",
        pieces=[str(parcel) for parcel in scanned],
        received_by=str(scene.action.data.get("received_by", ""))[:120],
    )
    event = PickupEvent.SETTLE if whole else PickupEvent.SETTLE_PART
    move_pickup(pickup, event, actor=scene.actor)
    _tell_picked_up(pickup, run, scene, attempt)


def _tell_picked_up(pickup: Pickup, run: Run, scene: Any, attempt: Attempt) -> None:
    by_guide: dict[Any, list[int]] = {}
    for parcel in pickup.parcels_listed.exclude(scanned_at=None):
        by_guide.setdefault(parcel.guide_id, []).append(parcel.piece)
    copies = GuideCopy.objects.filter(guide_id__in=by_guide)
    for guide in copies:
        pieces = by_guide[guide.guide_id]
        event = outgoing.pieces_picked_up(
            guide,
            pieces,
            whole=len(pieces) >= guide.piece_count,
            pickup=pickup,
            run_id=run.pk,
            driver_id=scene.driver.pk,
            at=attempt.at,
        )
        publish(event, aggregate=guide.guide_id, actor=scene.actor, livemode=pickup.livemode)


def fail(scene: Any) -> None:
    """`reason`, `comment`. What follows depends on the reason and on how often it was tried.

    Raises pickups.reason_unknown, pickups.stop_state.
    """
    run, stop, data = started_run(scene), stop_of(scene), scene.action.data
    try:
        reason = Reason(data.get("reason"))
    except ValueError as error:
        raise RoadError.REASON_UNKNOWN(reason=data.get("reason"), field="reason") from error
    if stop.pickup_id is not None and called_off(stop.pickup):
        _close_called_off(scene, stop, reason)
        return
    counted = stop.attempts_made + (reason not in NOT_COUNTED)
    next_step = sequel(
        reason=reason,
        number=counted,
        day=day_of(scene.action.at),
        not_before=not_before(stop.guide_id),
    )
    move_stop(stop, StopEvent.FAIL)
    attempt = keep_attempt(
        scene,
        stop,
        outcome="failed",
        reason=reason.value,
        comment=str(data.get("comment", ""))[:300],
    )
    stop.attempts_made = counted
    stop.save(update_fields=["attempts_made", "updated_at"])
    if stop.pickup_id is not None:
        _fail_pickup(scene, stop, reason, counted, next_step)
    else:
        _fail_delivery(run, scene, stop, attempt, next_step)


def _close_called_off(scene: Any, stop: Stop, reason: Reason) -> None:
    """Nothing was left to collect: the visit counts against nobody, and nobody comes again."""
    move_stop(stop, StopEvent.FAIL)
    keep_attempt(
        scene,
        stop,
        outcome="failed",
        reason=reason.value,
        comment=str(scene.action.data.get("comment", ""))[:300],
    )
    pickup = lock_pickup(stop.pickup_id)  # type: ignore[arg-type]
    move_pickup(pickup, PickupEvent.FAIL, actor=scene.actor, reason=CALLED_OFF)
    cancel_pickup(pickup_id=pickup.pk, reason=CALLED_OFF, actor=scene.actor, free=True)


def _fail_pickup(scene: Any, stop: Stop, reason: Reason, counted: int, next_step: Sequel) -> None:
    pickup = lock_pickup(stop.pickup_id)  # type: ignore[arg-type]
    pickup.attempts = counted
    free_place(pickup)
    move_pickup(pickup, PickupEvent.FAIL, actor=scene.actor, reason=reason.value)
    event = outgoing.failed(
        pickup, reason=reason.value, attempt=counted, retry_on=next_step.retry_on
    )
    publish(event, aggregate=pickup.pk, actor=scene.actor, livemode=pickup.livemode)
    after_failed_pickup(pickup, next_step)


def _fail_delivery(run: Run, scene: Any, stop: Stop, attempt: Attempt, next_step: Sequel) -> None:
    if stop.to_sender:
        # No incident of the delivery: that one ended when it went back.
        if next_step.retry_on is None:
            open_matter(
                MatterKind.RETURN_FAILED,
                attempt.pk,
                driver=scene.driver,
                run=run,
                stop=stop,
                detail=f"{stop.guide_number}: {attempt.reason}",
            )
        after_failed_delivery(stop, next_step)
        return
    event = DeliveryAttemptedV1(
        guide_id=stop.guide_id,  # type: ignore[arg-type]
        guide_number=stop.guide_number,
        customer_id=stop.customer_id,
        run_id=run.pk,
        driver_id=scene.driver.pk,
        stop_id=stop.pk,
        attempt=attempt.number,
        reason=attempt.reason,
        retry_on=next_step.retry_on,
        final=next_step.final,
        far_from_address=attempt.far,
        municipality=stop.dane_code,
        occurred_at=attempt.at,
        comment=attempt.comment,
    )
    publish(event, aggregate=stop.guide_id, actor=scene.actor, livemode=stop.livemode)  # type: ignore[arg-type]
    after_failed_delivery(stop, next_step)
