"""A desk hands parcels over against a code or an identity, takes their money, or returns them."""

from uuid import UUID

from apps.pickups import outgoing
from apps.pickups.domain.desk import SENDERS
from apps.pickups.domain.identity import DOCUMENT_SEAL, Document, read_identity
from apps.pickups.domain.proof_words import CODE_OR_IDENTITY
from apps.pickups.domain.states import DeskEvent
from apps.pickups.models import CashEntry, DeskParcel, GuideCopy, Point
from apps.pickups.selectors.points import lock_parcel
from apps.pickups.services.copies.door_payments import paid_at_door
from apps.pickups.services.points.close_cash import day_of_cash
from apps.pickups.services.points.desk_code import refuse_code
from apps.pickups.services.points.moves import move_parcel
from quenty.contracts.pickups.errors import PickupsError, RoadError
from quenty.kernel.actors import Actor
from quenty.kernel.money import COP, Money
from quenty.platform.audit import record
from quenty.platform.crypto import seal
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def hand_over(
    *,
    point: Point,
    parcel_id: UUID,
    name: str,
    code: str = "",
    document_kind: str = "",
    document: str = "",
    collected: Money | None = None,
    method: str = "",
    actor: Actor,
) -> DeskParcel:
    """To its recipient, against the code or a document; to a courier for what was dropped off.
    Of a document its masked form is shown, the whole is sealed.

    Raises pickups.parcel_not_here, pickups.code_wrong, pickups.code_locked,
    pickups.document_invalid,
    pickups.proof_missing, pickups.cash_short, pickups.payment_pending, and
    pickups.guide_not_at_desk for one that is voided or on its way back.
    """
    shown = _shown(document_kind, document)
    if code and shown is None:
        wrong = refuse_code(point=point, parcel_id=parcel_id, code=code, actor=actor)
        if wrong is not None:
            raise wrong
    with unit_of_work("pickups"):
        # Its cash belongs to a day that nobody closes meanwhile.
        Point.objects.select_for_update().get(pk=point.pk)
        parcel = lock_parcel(point, parcel_id)
        guide = GuideCopy.objects.get(guide_id=parcel.guide_id)
        if guide.status in SENDERS:
            raise PickupsError.GUIDE_NOT_AT_DESK(number=guide.number, status=guide.status)
        courier = parcel.purpose == "drop_off"
        _check_proof(parcel, code, shown)
        due = Money.zero(COP) if courier else parcel.collect or Money.zero(COP)
        if not courier:
            taken = collected or Money.zero(COP)
            _, method = paid_at_door(guide, due=due, collected=taken, method=method)
        parcel.handed_to = name[:120]
        move_parcel(parcel, DeskEvent.HAND_OVER)
        if due and parcel.livemode:
            _take_cash(point, parcel, due, method)
        record("pickups", action="desk.hand_over", subject=parcel.pk, actor=actor)
        publish(
            outgoing.handed_over(
                parcel,
                to="courier" if courier else "recipient",
                collected=due,
                method=method if due else "",
            ),
            aggregate=parcel.guide_id,
            actor=actor,
            livemode=parcel.livemode,
        )
    return parcel


def return_parcel(*, point: Point, parcel_id: UUID, reason: str, actor: Actor) -> DeskParcel:
    """Back to where it came from. Raises pickups.parcel_not_here."""
    with unit_of_work("pickups"):
        parcel = lock_parcel(point, parcel_id)
        move_parcel(parcel, DeskEvent.RETURN)
        record("pickups", action="desk.return", subject=parcel.pk, actor=actor)
        publish(
            outgoing.returned_from_point(parcel, reason=reason),
            aggregate=parcel.guide_id,
            actor=actor,
            livemode=parcel.livemode,
        )
    return parcel


def _shown(kind: str, number: str) -> Document | None:
    if not number:
        return None
    document = read_identity(kind, number)
    if document is None:
        raise PickupsError.DOCUMENT_INVALID(kind=kind or "-", field="document")
    return document


def _check_proof(parcel: DeskParcel, code: str, shown: Document | None) -> None:
    """Kept with the parcel. Raises pickups.proof_missing."""
    courier = parcel.purpose == "drop_off"
    if not (courier or code or shown):
        raise RoadError.PROOF_MISSING(proof=CODE_OR_IDENTITY, field="code")
    parcel.checked_by = "identity" if shown or courier else "code"
    if shown is not None:
        parcel.document = shown.masked
        parcel.document_sealed = seal(str(shown).encode(), purpose=DOCUMENT_SEAL)


def _take_cash(point: Point, parcel: DeskParcel, amount: Money, method: str) -> None:
    CashEntry.objects.create(
        point_id=point.point_id,
        day=day_of_cash(point),
        kind="collected",
        method=method,
        amount=amount,
        guide_id=parcel.guide_id,
        attempt_id=parcel.pk,
    )
