"""What is told of a parcel after it was lost: its claim becomes a matter for the staff."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from apps.orders.domain.money.claims import ARRIVED, STANDING, ClaimKind
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Claim, Guide, GuideEvent
from quenty.contracts.orders.money_errors import ClaimError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

_NO_NEWS = (GuideStatus.LOST, GuideStatus.DAMAGED)
_IN_HAND = frozenset(
    {
        GuideStatus.PICKED_UP,
        GuideStatus.IN_TRANSIT,
        GuideStatus.OUT_FOR_DELIVERY,
        GuideStatus.DELIVERY_FAILED,
        GuideStatus.AT_OFFICE,
        GuideStatus.RETURNING,
        *ARRIVED,
    }
)
# What we decide, or people correct, nobody has seen.
_NOT_SEEING = ("system", "correction")


def told_lost(guide: Guide) -> datetime | None:
    """When we heard that it was lost or damaged, whenever that happened."""
    if guide.status not in _NO_NEWS:
        return None
    ends = guide.events.filter(to_status=guide.status).exclude(from_status=guide.status)
    return ends.values_list("created_at", flat=True).last()


def note_news(guide: Guide, line: GuideEvent) -> None:
    """Inside the unit of work of a line of history that was just written. That it arrived is said
    of what was found on its way before."""
    lost = Claim.objects.filter(guide=guide, kind=ClaimKind.LOSS, status__in=STANDING)
    if guide.status in ARRIVED:
        lost = lost.exclude(turned_up__in=ARRIVED)
    elif _found(line) or _seen(guide, line):
        lost = lost.filter(turned_up_at=None)
    elif _scanned(guide, line):
        lost = lost.filter(turned_up_at=None, created_at__lt=line.occurred_at)
    else:
        return
    lost.update(turned_up=line.event, turned_up_at=clock.now(), updated_at=clock.now())


def _scanned(guide: Guide, line: GuideEvent) -> bool:
    """Somebody had one in hand of whose loss nobody told: it was overdue."""
    if guide.status in _NO_NEWS or line.source in _NOT_SEEING:
        return False
    return line.event in _IN_HAND


def _found(line: GuideEvent) -> bool:
    """Two people say that it is on its way after all: what was paid for it stands until it
    arrives, and stands where staff look."""
    corrected = line.source == "correction" and line.from_status == GuideStatus.LOST
    return corrected and line.to_status not in _NO_NEWS


def news_of(guide: Guide) -> GuideEvent | None:
    """What was told of one that is lost, since we heard that it is."""
    told = told_lost(guide)
    if guide.status != GuideStatus.LOST or told is None:
        return None
    late = guide.events.filter(created_at__gt=told, applied=False).exclude(event__in=_NO_NEWS)
    seen = Q(event__in=ARRIVED) | Q(occurred_at__gt=guide.closed_at)
    return late.filter(seen).order_by("created_at").last()


def dismiss_news(*, claim_id: UUID, reason: str, actor: Actor) -> Claim:
    """What was told is not so: the parcel stays lost.

    Raises orders.claim.not_found, orders.claim.transition_refused."""
    with unit_of_work("orders"):
        claim = Claim.objects.select_for_update(of=("self",)).select_related("guide")
        row = claim.filter(pk=claim_id).first()
        if row is None:
            raise ClaimError.NOT_FOUND()
        if row.turned_up_at is None or row.guide.status in ARRIVED:
            raise ClaimError.TRANSITION_REFUSED(status=row.status, event="dismiss_news")
        row.turned_up, row.turned_up_at = "", None
        row.save()
        data = {"reason": reason[:300]}
        record("orders", action="claim.dismiss_news", subject=row.id, actor=actor, data=data)
    return row


def _seen(guide: Guide, line: GuideEvent) -> bool:
    """An old scan that comes late says nothing of where it is."""
    if guide.status != GuideStatus.LOST or line.applied or line.event in _NO_NEWS:
        return False
    since = guide.closed_at
    return line.event in ARRIVED or (since is not None and line.occurred_at > since)
