"""Void a guide that was not collected."""

from uuid import UUID

from apps.orders.domain.states import OrderEvent
from apps.orders.models import Guide
from apps.orders.selectors.guides import lock_with_order
from apps.orders.services.void import void_locked
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work


def void_guide(*, guide_id: UUID, reason: str, actor: Actor, source: str = "api") -> Guide:
    """The number is never used again; the price goes back in the background; the order falls
    back to pending. Raises orders.guide_not_found, orders.not_voidable.
    """
    with unit_of_work("orders"):
        guide, order = lock_with_order(guide_id)
        void_locked(
            guide, order, order_event=OrderEvent.VOID, reason=reason, actor=actor, source=source
        )
    return guide
