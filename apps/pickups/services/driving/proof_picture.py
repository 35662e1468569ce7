"""A picture of a delivery as its sender may see it."""

import io
from uuid import UUID

from PIL import Image, ImageOps

from apps.pickups.models import Evidence
from apps.pickups.selectors.proof import proof_of
from apps.pickups.services.driving.evidence import opened
from quenty.contracts.pickups.errors import RoadError

MEDIA = "image/jpeg"
_SIDE = 1600
# Decoding takes three bytes a point; a JPEG is decoded smaller at once.
_MOST_POINTS = 30_000_000


def proof_pictures(*, guide_id: UUID) -> list[Evidence]:
    """Those that `proof_picture` gives."""
    return [row for row in proof_of(guide_id) if row.media == MEDIA or _small(opened(row))]


def _small(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.width * picture.height <= _MOST_POINTS


def proof_picture(*, guide_id: UUID, picture_id: UUID) -> bytes:
    """A JPEG of at most 1,600 points a side, upright, with nothing in it but the picture: a
    telephone writes where it was and whose it is into its own.

    Raises pickups.picture_not_found, also where the rest of the file is none.
    """
    row = next((one for one in proof_of(guide_id) if one.pk == picture_id), None)
    if row is None:
        raise RoadError.PICTURE_NOT_FOUND()
    try:
        return _shown(opened(row))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RoadError.PICTURE_NOT_FOUND() from error


def _shown(data: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.draft("RGB", (_SIDE, _SIDE))
        if picture.width * picture.height > _MOST_POINTS:
            raise ValueError("too large to be decoded")
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
        upright.thumbnail((_SIDE, _SIDE))
        bare = Image.new("RGB", upright.size, "white")
        bare.paste(upright, mask=upright)
        bare.save(out, "JPEG", quality=82)
    return out.getvalue()
