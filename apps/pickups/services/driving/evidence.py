"""Pictures of a visit, sealed. They may arrive before or after the visit's own action."""

import hashlib
import io
from datetime import datetime
from uuid import UUID

from PIL import Image, UnidentifiedImageError

from apps.pickups.domain.matters import MatterKind
from apps.pickups.models import Attempt, Driver, Evidence, Stop
from apps.pickups.services.driving.matters import put_right
from quenty.contracts.pickups.errors import RoadError
from quenty.contracts.pickups.events import DeliveryProvenV1
from quenty.kernel.ids import new_id
from quenty.platform.crypto import seal, unseal
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

MOST_BYTES = 5 * 1024 * 1024
_MEDIA = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def keep_evidence(
    *,
    driver: Driver,
    evidence_id: UUID | None,
    stop_id: UUID,
    attempt_id: UUID,
    kind: str,
    data: bytes,
    at: datetime,
) -> Evidence:
    """The same id again is the same picture. A delivery that waited for it is proven by it.

    Raises pickups.stop_not_found, pickups.not_a_picture, pickups.file_too_large.
    """
    if len(data) > MOST_BYTES:
        raise RoadError.FILE_TOO_LARGE(limit=MOST_BYTES // 1024 // 1024, field="file")
    media = _media(data)
    with unit_of_work("pickups"):
        known = Evidence.objects.filter(pk=evidence_id).first() if evidence_id else None
        if known is not None and known.stop_id == stop_id:
            return known
        stop = Stop.objects.filter(pk=stop_id).first()
        mine = stop is not None and (stop.run is not None and stop.run.shift.driver_id == driver.pk)
        if stop is None or known is not None or not mine:
            raise RoadError.STOP_NOT_FOUND(field="stop_id")
        kept = Evidence.objects.create(
            id=evidence_id or new_id(),
            stop=stop,
            attempt_id=attempt_id,
            kind=kind,
            media=media,
            digest=hashlib.sha256(data).hexdigest(),
            size=len(data),
            sealed=seal(data),
            at=at,
        )
        if put_right(MatterKind.EVIDENCE_MISSING, subject=attempt_id) and not stop.to_sender:
            _tell_proven(kept)
    return kept


def _tell_proven(evidence: Evidence) -> None:
    """A delivery that stood on this picture alone."""
    attempt = Attempt.objects.get(pk=evidence.attempt_id)
    stop = evidence.stop
    event = DeliveryProvenV1(
        guide_id=stop.guide_id,  # type: ignore[arg-type]
        guide_number=stop.guide_number,
        customer_id=stop.customer_id,
        stop_id=stop.pk,
        attempt_id=attempt.pk,
        attempt=attempt.number,
        proof=(evidence.kind,),
        occurred_at=attempt.at,
    )
    publish(event, aggregate=stop.guide_id, livemode=stop.livemode)  # type: ignore[arg-type]


def _media(data: bytes) -> str:
    """By content, not by name. Raises pickups.not_a_picture."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            form, size = picture.format, picture.size
            picture.verify()
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
    ) as error:
        raise RoadError.NOT_A_PICTURE(field="file") from error
    if form not in _MEDIA or max(size) > 10_000:
        raise RoadError.NOT_A_PICTURE(field="file")
    return _MEDIA[form]


def opened(evidence: Evidence) -> bytes:
    """The picture itself."""
    return unseal(bytes(evidence.sealed))
