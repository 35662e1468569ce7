"""What a neighbour is given of a delivery's pictures: those of the hand-over, and bare."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.pickups.models import Attempt, GuideCopy
from apps.pickups.tests.driving import Day, deliver
from apps.pickups.tests.places import action, here
from apps.pickups.tests.world import BASE, good
from quenty.contracts.pickups.api import PickupsApi
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["pickups"])
SECRET = "galaxy of Nubia, 4.676 -74.048"


def photo(width: int = 2400, height: int = 1200, form: str = "JPEG") -> bytes:
    """As a telephone makes it: lying, turned by its EXIF, with its maker's words."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, SECRET
    Image.new("RGB", (width, height), "white").save(out, form, exif=exif)
    return out.getvalue()


def attempt_of(stop: Any) -> Any:
    return Attempt.objects.get(stop_id=stop["id"]).pk


def taken(day: Day, stop: Any, *, attempt: Any, kind: str = "photo", **more: Any) -> UUID:
    body = {
        "stop_id": stop["id"],
        "attempt_id": str(attempt),
        "kind": kind,
        "at": more.pop("at", clock.now()).isoformat(),
        "file": SimpleUploadedFile("foto.jpg", more.pop("data", photo())),
    }
    return UUID(good(day.phone.upload(f"{BASE}/driver/evidence", body))["id"])


def guide_id(stop: Any) -> Any:
    return GuideCopy.objects.get(number=stop["guide_number"]).guide_id


def delivered(day: Day, number: int = 2) -> Any:
    if number == 2:
        day.do(action("start", run=day.run, odometer_km=1000))
    stop = day.stop("delivery", number)
    assert deliver(day, stop) == ["applied"] * 3
    return stop


def test_those_of_the_hand_over_in_their_order(day: Day) -> None:
    stop = delivered(day)
    now = clock.now()
    second = taken(day, stop, attempt=attempt_of(stop), kind="signature", at=now)
    first = taken(day, stop, attempt=attempt_of(stop), at=now - timedelta(minutes=1))
    taken(day, stop, attempt=new_id())  # of a visit that never came

    told = registry.get(PickupsApi).proof_pictures(guide_id=guide_id(stop))

    assert [one.picture_id for one in told] == [first, second]
    assert [one.kind for one in told] == ["photo", "signature"]


def test_a_picture_is_upright_small_and_bare(day: Day) -> None:
    stop = delivered(day)
    made = taken(day, stop, attempt=attempt_of(stop))

    file = registry.get(PickupsApi).proof_picture(guide_id=guide_id(stop), picture_id=made)

    assert file.media == "image/jpeg"
    assert SECRET.encode() not in file.content
    with Image.open(io.BytesIO(file.content)) as shown:
        assert shown.format == "JPEG"
        assert shown.width < shown.height <= 1600
        assert not shown.getexif()


def test_a_visit_that_failed_proves_nothing(day: Day) -> None:
    day.do(action("start", run=day.run, odometer_km=1000))
    stop = day.stop("delivery", 2)
    steps = [action(kind, stop, position=here(stop)) for kind in ("depart", "arrive")]
    day.do(*steps, action("fail", stop, position=here(stop), reason="customer_absent"))
    made = taken(day, stop, attempt=attempt_of(stop))

    assert registry.get(PickupsApi).proof_pictures(guide_id=guide_id(stop)) == ()
    assert refused(guide_id(stop), made) == "pickups.picture_not_found"


def test_another_guides_picture_is_not_given(day: Day) -> None:
    stop, other = delivered(day), delivered(day, 1)
    made = taken(day, stop, attempt=attempt_of(stop))

    assert refused(guide_id(other), made) == "pickups.picture_not_found"
    assert refused(new_id(), made) == "pickups.picture_not_found"


def test_a_picture_too_large_to_decode_is_not_given_and_not_named(day: Day) -> None:
    stop = delivered(day)
    huge = io.BytesIO()
    Image.new("L", (9000, 9000)).save(huge, "PNG")
    made = taken(day, stop, attempt=attempt_of(stop), data=huge.getvalue())
    small = taken(day, stop, attempt=attempt_of(stop), data=photo(400, 300, "PNG"))
    large = taken(day, stop, attempt=attempt_of(stop), data=photo(9000, 9000))

    told = registry.get(PickupsApi).proof_pictures(guide_id=guide_id(stop))

    assert {one.picture_id for one in told} == {small, large}
    assert refused(guide_id(stop), made) == "pickups.picture_not_found"
    for one in told:
        assert (
            registry.get(PickupsApi)
            .proof_picture(guide_id=guide_id(stop), picture_id=one.picture_id)
            .content
        )


def test_the_wire_carries_it_whole(day: Day, settings: Any) -> None:
    stop = delivered(day)
    made = taken(day, stop, attempt=attempt_of(stop))
    here_ = registry.get(PickupsApi).proof_picture(guide_id=guide_id(stop), picture_id=made)

    settings.QUENTY_CALLS = "loopback"

    api = registry.get(PickupsApi)
    assert api.proof_picture(guide_id=guide_id(stop), picture_id=made) == here_
    assert [p.picture_id for p in api.proof_pictures(guide_id=guide_id(stop))] == [made]
    assert refused(guide_id(stop), new_id()) == "pickups.picture_not_found"


def refused(guide: UUID, picture: UUID) -> str:
    with pytest.raises(DomainError) as error:
        registry.get(PickupsApi).proof_picture(guide_id=guide, picture_id=picture)
    return error.value.code
