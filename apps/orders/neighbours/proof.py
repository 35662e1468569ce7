"""What pickups keeps of a delivery: asked only for who may see it, and never waited for long."""

from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError

from quenty.contracts.orders.errors import OrderError
from quenty.contracts.pickups.api import PickupsApi, PictureFile, ProofPicture
from quenty.kernel.errors import DomainError
from quenty.platform import deadlines
from quenty.platform.errors import RequestError
from quenty.platform.registry import NotServed, registry

log = structlog.get_logger(__name__)

# A page waits for it.
_SECONDS = 1.5
_ABSENT = (NotServed, OperationalError, InterfaceError)


def proof_pictures(guide_id: UUID) -> tuple[ProofPicture, ...] | None:
    """None when pickups can't be asked now: what is shown goes without."""
    try:
        with deadlines.within(_SECONDS):
            return registry.get(PickupsApi).proof_pictures(guide_id=guide_id)
    except (DomainError, *_ABSENT) as error:
        log.warning("proof.unavailable", guide_id=str(guide_id), error=type(error).__name__)
        return None


def proof_picture(guide_id: UUID, picture_id: UUID) -> PictureFile:
    """Raises orders.proof_not_found, request.unavailable."""
    try:
        return registry.get(PickupsApi).proof_picture(guide_id=guide_id, picture_id=picture_id)
    except _ABSENT as error:
        raise RequestError.UNAVAILABLE() from error
    except DomainError as error:
        if error.status == 404:
            raise OrderError.PROOF_NOT_FOUND() from error
        raise
