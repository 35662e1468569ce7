"""Pictures of a delivery: for who holds the link or owns the guide, and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest

from apps.orders.models import Guide
from apps.orders.services.share_tracking import share_token
from apps.orders.tests.test_delivery_proof import delivered
from quenty.contracts.pickups.api import PickupsApi, PictureFile, ProofPicture
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.errors import RequestError

pytestmark = pytest.mark.django_db(databases=["orders"])
TRACKING = "/api/v1/orders/tracking"
TAKEN = ProofPicture(picture_id=new_id(), kind="signature", taken_at=clock.now())
JPEG = b"\xff\xd8\xff\xe0 a signature"


@pytest.fixture
def guide(confirmed: Any) -> Any:
    with clock.at(clock.now() - timedelta(hours=12)):
        return Guide.objects.get(number=confirmed()["number"])


@pytest.fixture
def asked(fake_neighbour: Any) -> list[Any]:
    """The guides that pickups was asked about; it has one picture of each."""
    heard: list[Any] = []

    def pictures(*, guide_id: Any) -> tuple[ProofPicture, ...]:
        heard.append(guide_id)
        return (TAKEN,)

    def picture(*, guide_id: Any, picture_id: Any) -> PictureFile:
        heard.append(guide_id)
        if picture_id != TAKEN.picture_id:
            raise RoadError.PICTURE_NOT_FOUND()
        return PictureFile(media="image/jpeg", content=JPEG)

    fake_neighbour(PickupsApi, proof_pictures=pictures, proof_picture=picture)
    return heard


def path(guide: Guide, picture_id: Any = TAKEN.picture_id) -> str:
    return f"{TRACKING}/{guide.number}/proof/{picture_id}"


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_the_link_shows_the_picture_on_the_page(guide, deliver, api, asked) -> None:
    delivered(guide, deliver, "signature")
    token = share_token(guide.number)

    page = api.anonymous().get(f"/track/{guide.number}?lang=es&token={token}")

    shown = page.content.decode()
    assert f'src="{path(guide)}?token={token}"' in shown
    assert "Firma ·" in shown
    assert "img-src 'self'" in page["Content-Security-Policy"]
    picture = api.anonymous().get(f"{path(guide)}?token={token}")
    assert (picture.status_code, picture.content) == (200, JPEG)
    assert picture["Content-Type"] == "image/jpeg"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert picture["Cache-Control"] == "private, no-store"
    assert picture["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert picture["Referrer-Policy"] == "no-referrer"


def test_the_public_sees_none_and_pickups_is_not_even_asked(guide, deliver, api, asked) -> None:
    delivered(guide, deliver, "signature", "photo")
    other = share_token("QTY000000000")

    for query in ("", f"?token={other}", "?token=x"):
        assert (
            "/proof/" not in api.anonymous().get(f"/track/{guide.number}{query}").content.decode()
        )
        told = api.anonymous().get(f"{TRACKING}/{guide.number}{query}").json()["delivery"]
        assert (told["pictures"], told["missing"]) == ([], False)
        refused = api.anonymous().get(path(guide) + query)
        assert code(refused) == (404, "orders.proof_not_found")
    assert asked == []


def test_its_merchant_has_it_by_api_and_another_has_not(guide, deliver, api, asked) -> None:
    delivered(guide, deliver, "photo")
    mine, others = api.as_merchant(guide.customer_id), api.as_merchant()

    (told,) = mine.get(f"{TRACKING}/{guide.number}").json()["delivery"]["pictures"]

    assert (told["id"], told["kind"]) == (str(TAKEN.picture_id), "signature")
    assert mine.get(path(guide)).content == JPEG
    assert code(others.get(path(guide))) == (404, "orders.proof_not_found")
    assert set(asked) == {guide.pk}


def test_another_guides_picture_is_not_found(guide, deliver, api, asked) -> None:
    delivered(guide, deliver, "photo")

    answer = api.anonymous().get(f"{path(guide, new_id())}?token={share_token(guide.number)}")

    assert code(answer) == (404, "orders.proof_not_found")


def test_what_is_proven_by_a_code_has_no_picture_to_ask_for(guide, deliver, api, asked) -> None:
    delivered(guide, deliver, "code")
    token = share_token(guide.number)

    assert api.anonymous().get(f"/track/{guide.number}?token={token}").status_code == 200
    refused = api.anonymous().get(f"{path(guide)}?token={token}")
    assert code(refused) == (404, "orders.proof_not_found")
    assert asked == []


def test_pictures_that_were_still_on_the_phone_are_shown_once_they_came(
    guide, deliver, api, asked
) -> None:
    delivered(guide, deliver)

    told = api.as_merchant(guide.customer_id).get(f"{TRACKING}/{guide.number}").json()["delivery"]

    assert (told["proof"], len(told["pictures"])) == ([], 1)


def test_a_picture_that_comes_after_a_delivery_by_code_is_offered_too(
    guide, deliver, api, asked
) -> None:
    delivered(guide, deliver, "code", pending=("photo",))
    token = share_token(guide.number)

    told = api.anonymous().get(f"{TRACKING}/{guide.number}?token={token}").json()["delivery"]
    page = api.anonymous().get(f"/track/{guide.number}?token={token}").content.decode()

    assert (told["proof"], [one["id"] for one in told["pictures"]]) == (
        ["code"],
        [str(TAKEN.picture_id)],
    )
    assert f'src="{path(guide)}?token={token}"' in page
    assert api.anonymous().get(f"{path(guide)}?token={token}").content == JPEG


def test_pictures_are_shown_for_two_years(guide, deliver, api, asked) -> None:
    delivered(guide, deliver, "photo")

    with clock.at(clock.now() + timedelta(days=731)):
        token = share_token(guide.number)
        refused = api.anonymous().get(f"{path(guide)}?token={token}")
        shown = api.anonymous().get(f"{TRACKING}/{guide.number}?token={token}").json()

    assert code(refused) == (404, "orders.proof_not_found")
    assert (shown["full"], shown["delivery"]["pictures"]) == (True, [])


def test_without_pickups_the_page_is_served_and_says_so(
    guide, deliver, api, fake_neighbour
) -> None:
    def down(**_: Any) -> Any:
        raise RequestError.UNAVAILABLE()

    fake_neighbour(PickupsApi, proof_pictures=down, proof_picture=down)
    delivered(guide, deliver, "photo")
    token = share_token(guide.number)

    page = api.anonymous().get(f"/track/{guide.number}?lang=es&token={token}")

    assert page.status_code == 200
    assert "no se pueden mostrar" in page.content.decode()
    told = api.anonymous().get(f"{TRACKING}/{guide.number}?token={token}").json()["delivery"]
    assert (told["pictures"], told["missing"]) == ([], True)
    assert code(api.anonymous().get(f"{path(guide)}?token={token}"))[0] == 503
