"""A parcel that nobody took is with its sender again."""

from typing import Any

from apps.pickups.models import Attempt, Stop
from quenty.contracts.pickups.events import ReturnCompletedV1
from quenty.contracts.pickups.shapes import Piece
from quenty.platform.events import publish


def tell_returned(
    scene: Any, stop: Stop, attempt: Attempt, proof: tuple[str, ...], *, whole: bool
) -> None:
    event = ReturnCompletedV1(
        guide_id=stop.guide_id,  # type: ignore[arg-type]
        guide_number=stop.guide_number,
        customer_id=stop.customer_id,
        run_id=attempt.run_id,
        driver_id=attempt.driver_id,
        stop_id=stop.pk,
        attempt=attempt.number,
        pieces=tuple(Piece(number=number) for number in attempt.pieces),
        whole=whole,
        proof=proof,
        far_from_address=attempt.far,
        municipality=stop.dane_code,
        occurred_at=attempt.at,
        received_by=attempt.received_by,
    )
    publish(event, aggregate=stop.guide_id, actor=scene.actor, livemode=stop.livemode)  # type: ignore[arg-type]
