"""What nobody ever handed over is voided after a term: whole guides, and pieces of others."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import structlog
from django.db.models import Exists, OuterRef, Q

from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, GuidePiece
from apps.orders.services.drop_pieces import drop_pieces
from apps.orders.services.void_guide import void_guide
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError

log = structlog.get_logger(__name__)

TERM = timedelta(days=30)
BATCH = 200
_REASON = "never collected"


def void_uncollected() -> int:
    """How many guides were voided or went on without a piece, a batch of each at most."""
    went = Exists(
        GuidePiece.objects.filter(guide=OuterRef("pk")).exclude(
            status__in=(GuideStatus.GENERATED, GuideStatus.VOIDED)
        )
    )
    return _each(~went, _void) + _each(went, _drop)


def _each(which: Q, act: Callable[[UUID], None]) -> int:
    old = Guide.objects.filter(
        which, status=GuideStatus.GENERATED.value, issued_at__lt=clock.now() - TERM
    ).order_by("issued_at")
    done = 0
    for guide_id in old.values_list("id", flat=True)[:BATCH]:
        try:
            act(guide_id)
            done += 1
        except DomainError as refusal:
            # Collected since it was read, or a piece of it was.
            log.info("guide.not_voided", guide=str(guide_id), code=refusal.code)
    return done


def _void(guide_id: UUID) -> None:
    void_guide(guide_id=guide_id, reason=_REASON, actor=SYSTEM, source="system")


def _drop(guide_id: UUID) -> None:
    drop_pieces(guide_id=guide_id, reason=_REASON, actor=SYSTEM, source="system")
