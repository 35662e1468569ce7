"""Guides that were told as lost and of which something was told since."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from apps.orders.domain.money.claims import ARRIVED
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, GuideEvent

_NO_NEWS = (GuideStatus.LOST, GuideStatus.DAMAGED)


def lost_and_seen(guides: "QuerySet[Guide]") -> "QuerySet[Guide]":
    """What was told moves nothing, as they have ended: a person has to correct them."""
    late = (
        GuideEvent.objects.filter(guide=OuterRef("pk"), applied=False)
        .exclude(event__in=_NO_NEWS)
        .annotate(lost_at=OuterRef("closed_at"))
        .filter(Q(event__in=ARRIVED) | Q(occurred_at__gt=F("lost_at")))
        .filter(created_at__gt=F("lost_at"))
    )
    return guides.filter(Exists(late), status=GuideStatus.LOST)
