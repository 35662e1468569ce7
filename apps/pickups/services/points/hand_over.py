"""A desk hands parcels over against a code or an identity, takes their money, or returns them."""

from uuid import UUID

from apps.pickups import outgoing
from apps.pickups.domain.codes import MOST_TRIES, matches
from apps.pickups.domain.desk import SENDERS
from apps.pickups.domain.states import DeskEvent
from apps.pickups.models import CashEntry, DeskParcel, GuideCopy, Point
from apps.pickups.services.copies.door_payments import paid_at_door
from apps.pickups.services.points.close_cash import day_of_cash
from apps.pickups.services.points.moves import move_parcel
from quenty.contracts.pickups.errors import PickupsError, RoadError
from quenty.kernel.actors import Actor
from quenty.kernel.money import COP, Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def hand_over(
    *,
    point: Point,
    parcel_id: UUID,
    name: str,
    code: str = "",
    document: str = "",
    collected: Money | None = None,
    method: str = "",
    actor: Actor,
) -> DeskParcel:
    """To its recipient, against the code or a document; to a courier for what was dropped off.

    Raises pickups.parcel_not_here, pickups.code_wrong, pickups.code_locked,
    pickups.proof_missing, pickups.cash_short, pickups.payment_pending, and
    pickups.guide_not_at_desk for one that is voided or on its way back.
    """
    wrong = _refuse_code(point, parcel_id, code) if code and not document else None
    if wrong is not None:
        raise wrong
    with unit_of_work("pickups"):
        # Its cash belongs to a day that nobody closes meanwhile.
        Point.objects.select_for_update().get(pk=point.pk)
        parcel = _locked(point, parcel_id)
        guide = GuideCopy.objects.get(guide_id=parcel.guide_id)
        if guide.status in SENDERS:
            raise PickupsError.GUIDE_NOT_AT_DESK(number=guide.number, status=guide.status)
        courier = parcel.purpose == "drop_off"
        if not (courier or code or document):
            raise RoadError.PROOF_MISSING(proof="code", field="code")
        due = Money.zero(COP) if courier else parcel.collect or Money.zero(COP)
        if not courier:
            taken = collected or Money.zero(COP)
            _, method = paid_at_door(guide, due=due, collected=taken, method=method)
        parcel.handed_to = name[:120]
        parcel.checked_by = "identity" if document or courier else "code"
        move_parcel(parcel, DeskEvent.HAND_OVER)
        if due and parcel.livemode:
            _take_cash(point, parcel, due, method)
        record("pickups", action="desk.hand_over", subject=parcel.pk, actor=actor)
        publish(
            outgoing.handed_over(parcel, to="courier" if courier else "recipient"),
            aggregate=parcel.guide_id,
            actor=actor,
            livemode=parcel.livemode,
        )
    return parcel


def _refuse_code(point: Point, parcel_id: UUID, code: str) -> Exception | None:
    """A wrong try is counted and stays counted, whatever becomes of the request."""
    with unit_of_work("pickups"):
        parcel = _locked(point, parcel_id)
        if parcel.code_tries >= MOST_TRIES:
            return PickupsError.CODE_LOCKED()
        if parcel.code_hash and matches(code, parcel.code_hash, salt=str(parcel.guide_id)):
            return None
        parcel.code_tries += 1
        parcel.save(update_fields=["code_tries", "updated_at"])
        return PickupsError.CODE_WRONG(left=MOST_TRIES - parcel.code_tries, field="code")


def return_parcel(*, point: Point, parcel_id: UUID, reason: str, actor: Actor) -> DeskParcel:
    """Back to where it came from. Raises pickups.parcel_not_here."""
    with unit_of_work("pickups"):
        parcel = _locked(point, parcel_id)
        move_parcel(parcel, DeskEvent.RETURN)
        record("pickups", action="desk.return", subject=parcel.pk, actor=actor)
        publish(
            outgoing.returned_from_point(parcel, reason=reason),
            aggregate=parcel.guide_id,
            actor=actor,
            livemode=parcel.livemode,
        )
    return parcel


def _locked(point: Point, parcel_id: UUID) -> DeskParcel:
    parcel = DeskParcel.objects.select_for_update().filter(pk=parcel_id, point=point).first()
    if parcel is None:
        raise PickupsError.PARCEL_NOT_HERE(status="elsewhere")
    return parcel


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
