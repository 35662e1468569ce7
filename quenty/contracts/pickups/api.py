"""What pickups does for its neighbours."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quenty.contracts.declare import contract, reads


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPicture:
    """A picture that proves a delivery, without the picture. `kind`: signature or photo."""

    picture_id: UUID
    kind: str
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture as people may see it: small enough for a page, and without what its camera
    wrote into it (place, device). `media`: its MIME type."""

    media: str
    content: bytes


@contract("pickups")
class PickupsApi(ABC):
    @abstractmethod
    @reads
    def proof_pictures(self, *, guide_id: UUID) -> tuple[ProofPicture, ...]:
        """What was taken at the door when a guide's pieces were handed to somebody, the oldest
        first and ten at most; none for a guide that nobody delivered."""

    @abstractmethod
    @reads
    def proof_picture(self, *, guide_id: UUID, picture_id: UUID) -> PictureFile:
        """One of `proof_pictures`. Raises pickups.picture_not_found, for another guide's too."""
