"""Pieces that were never handed over leave their guide; the rest goes on without them."""

from collections.abc import Sequence
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, GuideEvent
from apps.orders.selectors.guides import lock_with_order
from apps.orders.services.record_tracking import record_tracking
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def drop_pieces(
    *,
    guide_id: UUID,
    piece_numbers: Sequence[int] | None = None,
    reason: str,
    actor: Actor,
    source: str = "api",
) -> GuideEvent:
    """`piece_numbers` None: all that were never handed over. No price goes back by itself: it
    was that of the guide.

    Raises orders.guide_not_found, orders.piece_unknown, orders.not_voidable of a piece that was
    collected or has ended, orders.no_piece_went where the whole guide is to be voided.
    """
    with unit_of_work("orders"):
        guide, _ = lock_with_order(guide_id)
        states = dict(guide.pieces.values_list("number", "status"))
        waiting = [n for n, status in states.items() if status == GuideStatus.GENERATED]
        wanted = sorted(set(waiting if piece_numbers is None else piece_numbers))
        _refuse(guide, states, wanted)
        line = record_tracking(
            guide_id=guide_id,
            piece_numbers=wanted,
            event=GuideStatus.VOIDED.value,
            occurred_at=clock.now(),
            source=source,
            reason="void",
            notes=reason,
            actor=actor,
            of_pieces_alone=True,
        )
        publish(
            outgoing.pieces_dropped(
                guide, pieces=wanted, occurred_at=line.occurred_at, reason=reason
            ),
            aggregate=guide.id,
            actor=actor,
            livemode=guide.livemode,
        )
        return line


def _refuse(guide: Guide, states: dict[int, str], wanted: list[int]) -> None:
    for number in wanted:
        if number not in states:
            raise OrderError.PIECE_UNKNOWN(field="pieces", piece=number)
        if states[number] != GuideStatus.GENERATED:
            raise OrderError.NOT_VOIDABLE(field="pieces", status=states[number])
    if not wanted:
        raise OrderError.NOT_VOIDABLE(field="pieces", status=guide.status)
    gone = [s for s in states.values() if s not in (GuideStatus.GENERATED, GuideStatus.VOIDED)]
    if not gone:
        raise OrderError.NO_PIECE_WENT(field="pieces")
