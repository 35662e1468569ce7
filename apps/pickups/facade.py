"""Serves PickupsApi: rows to DTOs."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.pickups.services.driving.proof_picture import MEDIA, proof_picture, proof_pictures
from quenty.contracts.pickups.api import PickupsApi, PictureFile, ProofPicture

if TYPE_CHECKING:
    from apps.pickups.models import Evidence


class Pickups(PickupsApi):
    def proof_pictures(self, *, guide_id: UUID) -> tuple[ProofPicture, ...]:
        return tuple(_picture(row) for row in proof_pictures(guide_id=guide_id))

    def proof_picture(self, *, guide_id: UUID, picture_id: UUID) -> PictureFile:
        content = proof_picture(guide_id=guide_id, picture_id=picture_id)
        return PictureFile(media=MEDIA, content=content)


def _picture(row: "Evidence") -> ProofPicture:
    return ProofPicture(picture_id=row.id, kind=row.kind, taken_at=row.at)


FACADES = {PickupsApi: Pickups}
