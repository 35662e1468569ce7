"""The pictures of a delivery, for who may see its whole view.

They show a face, a signature, a front door: personal data of somebody who has no account here.
So they open with the share token or to the guide's own merchant, never to the public, and as
long as carriage can be claimed for.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from apps.orders.neighbours.proof import proof_picture, proof_pictures
from apps.orders.selectors.timeline import Delivery, Picture, Timeline
from quenty.contracts.orders.errors import OrderError
from quenty.contracts.pickups.api import PictureFile
from quenty.kernel import clock

# Actions out of a contract of carriage end after two years (Código de Comercio, art. 993).
SHOWN = timedelta(days=730)


def with_pictures(guide: Timeline) -> Timeline:
    """The same view with the pictures that may be seen in it; pickups is asked only where there
    are any, and when it does not answer the view says so."""
    delivery = _pictured(guide)
    if delivery is None:
        return guide
    found = proof_pictures(guide.guide_id)
    if found is None:
        return replace(guide, delivery=replace(delivery, missing=True))
    kept = (Picture(id=one.picture_id, kind=one.kind, taken_at=one.taken_at) for one in found)
    return replace(guide, delivery=replace(delivery, pictures=tuple(kept)))


def picture_of(guide: Timeline, picture_id: UUID) -> PictureFile:
    """Raises orders.proof_not_found, for who may not see it too; request.unavailable."""
    if _pictured(guide) is None:
        raise OrderError.PROOF_NOT_FOUND()
    return proof_picture(guide.guide_id, picture_id)


def _pictured(guide: Timeline) -> Delivery | None:
    """The delivery, where there may be pictures of it that may be seen in this view."""
    delivery = guide.delivery
    if not guide.full or delivery is None or not delivery.pictured:
        return None
    return delivery if clock.now() < delivery.delivered_at + SHOWN else None
