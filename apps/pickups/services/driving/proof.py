"""What proves a delivery: a code that was right, an identity that can be one, a picture that
has arrived."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from apps.pickups.domain.door_code import MOST_DOOR_TRIES, door_code
from apps.pickups.domain.identity import DOCUMENT_SEAL, Document, DocumentKind, read_identity
from apps.pickups.domain.matters import MatterKind
from apps.pickups.domain.proof_words import ANY, WHO
from apps.pickups.models import Evidence, Stop
from apps.pickups.services.driving.matters import open_matter
from quenty.contracts.pickups.errors import PickupsError, RoadError
from quenty.platform.crypto import seal

PROOFS = ("signature", "photo", "code", "identity")
PICTURES = ("signature", "photo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """`found`: what there is. `claimed`: pictures that the phone took; those not found are
    still to come."""

    found: tuple[str, ...]
    claimed: tuple[str, ...]
    document: Document | None

    @property
    def pending(self) -> tuple[str, ...]:
        return tuple(kind for kind in self.claimed if kind not in self.found)

    def kept(self) -> dict[str, Any]:
        """The columns of an attempt that it fills."""
        shown = self.document
        return {
            "code_checked": "code" in self.found,
            "claimed": list(self.claimed),
            "document": shown.masked if shown else "",
            "document_sealed": seal(str(shown).encode(), purpose=DOCUMENT_SEAL) if shown else None,
        }


def proof_of(scene: Any, stop: Stop) -> Proof:
    """A code that is wrong beside other proof counts as a try and refuses nothing.

    Raises pickups.proof_missing without a name or any proof, pickups.document_invalid,
    pickups.door_code_wrong, pickups.door_code_locked.
    """
    data = scene.action.data
    if not data.get("received_by"):
        raise RoadError.PROOF_MISSING(proof=WHO, field="received_by")
    claimed = tuple(kind for kind in PICTURES if kind in (data.get("evidence") or ()))
    found = _arrived(scene.action.id, stop)
    document = _shown(data)
    if document is not None:
        found.add("identity")
    wrong = _wrong_code(stop, str(data.get("code") or ""))
    if data.get("code") and wrong is None:
        found.add("code")
    if not found and not claimed:
        raise wrong or RoadError.PROOF_MISSING(proof=ANY, field="evidence")
    if wrong is not None:
        count_wrong_code(stop, scene)
    return Proof(
        found=tuple(kind for kind in PROOFS if kind in found), claimed=claimed, document=document
    )


def _arrived(attempt_id: UUID, stop: Stop) -> set[str]:
    return set(
        Evidence.objects.filter(attempt_id=attempt_id, stop=stop).values_list("kind", flat=True)
    )


def _shown(data: dict[str, Any]) -> Document | None:
    number = str(data.get("document") or "")
    if not number:
        return None
    kind = str(data.get("document_kind") or DocumentKind.CC)
    document = read_identity(kind, number)
    if document is None:
        raise PickupsError.DOCUMENT_INVALID(kind=kind, field="document")
    return document


def _wrong_code(stop: Stop, code: str) -> Exception | None:
    if not code:
        return None
    if stop.code_tries >= MOST_DOOR_TRIES:
        return RoadError.DOOR_CODE_LOCKED(field="code")
    if code == door_code(stop.follow_token, settings.SECRET_KEY):
        return None
    return RoadError.DOOR_CODE_WRONG(left=MOST_DOOR_TRIES - stop.code_tries - 1, field="code")


def count_wrong_code(stop: Stop, scene: Any) -> None:
    """One try less; the staff hears of the last. Inside a unit of work, the stop under lock."""
    if stop.code_tries >= MOST_DOOR_TRIES:
        return
    stop.code_tries += 1
    stop.save(update_fields=["code_tries", "updated_at"])
    if stop.code_tries == MOST_DOOR_TRIES:
        open_matter(
            MatterKind.CODE_LOCKED,
            stop.pk,
            driver=scene.driver,
            run=scene.run,
            stop=stop,
            detail=stop.guide_number,
        )
