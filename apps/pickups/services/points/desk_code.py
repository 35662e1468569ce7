"""The code with which a recipient fetches a parcel: told to them alone, tried a few times."""

from datetime import timedelta
from uuid import UUID

from apps.pickups import outgoing
from apps.pickups.domain.codes import MOST_TRIES, SANDBOX_CODE, hand_over_code, matches, sealed
from apps.pickups.domain.identity import masked_email
from apps.pickups.domain.states import DeskStatus
from apps.pickups.models import DeskParcel, GuideCopy, Point
from apps.pickups.selectors.points import lock_parcel
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

MOST_CODES = 4
_PAUSE = timedelta(minutes=2)


def issue_code(parcel: DeskParcel, guide: GuideCopy, *, actor: Actor | None = None) -> None:
    """A new code, told by event to the recipient's own address; older ones are void. Without an
    address there is none, and an identity is shown. Inside a unit of work; the caller saves."""
    if parcel.purpose != "delivery" or not guide.recipient_email:
        return
    code = hand_over_code() if parcel.livemode else SANDBOX_CODE
    parcel.code_hash = sealed(code, salt=str(parcel.guide_id))
    parcel.code_sent_to = masked_email(guide.recipient_email)
    parcel.code_sent_at = clock.now()
    parcel.codes_sent += 1
    record("pickups", action="desk.code_issue", subject=parcel.pk, actor=actor)
    publish(
        outgoing.desk_code_issued(parcel, guide, code=code),
        aggregate=parcel.guide_id,
        actor=actor,
        livemode=parcel.livemode,
    )


def resend_code(*, point: Point, parcel_id: UUID, actor: Actor) -> DeskParcel:
    """Another code to the recipient, who lost or never got it.

    Raises pickups.parcel_not_here, pickups.code_locked, pickups.code_no_address,
    pickups.code_sent_enough, pickups.code_sent_just_now.
    """
    with unit_of_work("pickups"):
        parcel = lock_parcel(point, parcel_id)
        guide = GuideCopy.objects.get(guide_id=parcel.guide_id)
        if parcel.status != DeskStatus.WAITING or parcel.purpose != "delivery":
            raise PickupsError.PARCEL_NOT_HERE(status=parcel.status)
        if parcel.code_tries >= MOST_TRIES:
            raise PickupsError.CODE_LOCKED()
        if not guide.recipient_email:
            raise PickupsError.CODE_NO_ADDRESS()
        if parcel.codes_sent >= MOST_CODES:
            raise PickupsError.CODE_SENT_ENOUGH(limit=MOST_CODES)
        if parcel.code_sent_at is not None and clock.now() < parcel.code_sent_at + _PAUSE:
            raise PickupsError.CODE_SENT_JUST_NOW(minutes=int(_PAUSE.total_seconds() // 60))
        issue_code(parcel, guide, actor=actor)
        parcel.save()
    return parcel


def refuse_code(*, point: Point, parcel_id: UUID, code: str, actor: Actor) -> Exception | None:
    """What is wrong with a code, if anything. A wrong try is counted and audited, and stays so
    whatever becomes of the request. Raises pickups.parcel_not_here."""
    with unit_of_work("pickups"):
        parcel = lock_parcel(point, parcel_id)
        if parcel.code_tries >= MOST_TRIES:
            return PickupsError.CODE_LOCKED()
        if parcel.code_hash and matches(code, parcel.code_hash, salt=str(parcel.guide_id)):
            return None
        parcel.code_tries += 1
        parcel.save(update_fields=["code_tries", "updated_at"])
        left = MOST_TRIES - parcel.code_tries
        record(
            "pickups",
            action="desk.code_wrong" if left else "desk.code_lock",
            subject=parcel.pk,
            actor=actor,
            data={"tries": parcel.code_tries},
        )
        return PickupsError.CODE_WRONG(left=left, field="code")
