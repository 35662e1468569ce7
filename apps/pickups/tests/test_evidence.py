"""Pictures as evidence: sealed once, shown to staff, and only pictures."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.pickups.models import Evidence
from apps.pickups.tests.driving import Day
from apps.pickups.tests.places import picture
from apps.pickups.tests.world import BASE, good
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["pickups"])


def upload(day: Day, data: bytes, **more: Any) -> Any:
    body = {
        "id": str(new_id()),
        "stop_id": day.stop("delivery", 2)["id"],
        "attempt_id": str(new_id()),
        "kind": "photo",
        "at": clock.now().isoformat(),
        "file": SimpleUploadedFile("foto.exe", data),
        **more,
    }
    return day.phone.upload(f"{BASE}/driver/evidence", body)


def test_evidence_is_sealed_once_and_shown_to_staff(day: Day, api: Any) -> None:
    data, key = picture(), str(new_id())
    made = good(upload(day, data, id=key))
    assert (made["media"], made["id"]) == ("image/png", key)
    assert good(upload(day, data, id=key))["digest"] == made["digest"]
    row = Evidence.objects.get()
    assert data not in bytes(row.sealed)
    shown = day.world.admin.get(f"{BASE}/evidence/{key}")
    assert (shown.content, shown["Content-Type"]) == (data, "image/png")
    assert day.phone.get(f"{BASE}/evidence/{key}").status_code == 403
    other = api.as_role("driver", driver_id=new_id())
    assert other.get(f"{BASE}/driver/run").status_code == 404


def bomb() -> bytes:
    """A small PNG whose header says 30,000 by 30,000."""
    out = io.BytesIO()
    Image.new("L", (1, 1)).save(out, "PNG")
    data = bytearray(out.getvalue())
    data[16:24] = struct.pack(">II", 30_000, 30_000)
    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    return bytes(data)


@pytest.mark.parametrize(
    "data", [b"GIF89a", b"<svg onload=alert(1)>", b"", b"\xff\xd8\xff", bomb()]
)
def test_what_is_no_picture_is_refused(day: Day, data: bytes) -> None:
    answer = upload(day, data or b" ")
    assert (answer.status_code, answer.json()["code"]) == (422, "pickups.not_a_picture")
    assert Evidence.objects.count() == 0
