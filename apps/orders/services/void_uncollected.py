"""Guides that nobody ever handed over are voided after a term."""

from datetime import timedelta

import structlog
from django.db.models import Exists, OuterRef

from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, GuidePiece
from apps.orders.services.void_guide import void_guide
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError

log = structlog.get_logger(__name__)

TERM = timedelta(days=30)
BATCH = 200


def void_uncollected() -> int:
    """How many were voided, a batch at most. One of which a piece went is none of them, and
    stands in nobody's way."""
    went = GuidePiece.objects.filter(guide=OuterRef("pk")).exclude(status=GuideStatus.GENERATED)
    old = Guide.objects.filter(
        ~Exists(went), status=GuideStatus.GENERATED.value, issued_at__lt=clock.now() - TERM
    ).order_by("issued_at")
    voided = 0
    for guide_id in old.values_list("id", flat=True)[:BATCH]:
        try:
            void_guide(guide_id=guide_id, reason="never collected", actor=SYSTEM, source="system")
            voided += 1
        except DomainError as refusal:
            # Collected since it was read, or a piece of it was.
            log.info("guide.not_voided", guide=str(guide_id), code=refusal.code)
    return voided
