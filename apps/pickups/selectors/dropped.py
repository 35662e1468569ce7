"""Whether a piece that somebody holds is carried at all."""

from collections.abc import Iterable

from apps.pickups.models import GuideCopy
from quenty.contracts.pickups.errors import PickupsError


def refuse_dropped(guide: GuideCopy, pieces: Iterable[int | None]) -> None:
    """Raises pickups.piece_dropped."""
    for piece in pieces:
        if piece in guide.dropped:
            raise PickupsError.PIECE_DROPPED(number=guide.number, piece=piece)
