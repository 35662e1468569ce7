"""The link that goes out with a guide opens its labels, and nothing else, for a week."""

from datetime import timedelta

import pypdfium2
import pytest

from apps.orders.models import Guide
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["orders"])
PATH = "/api/v1/orders/shared-labels"


@pytest.fixture
def told(confirmed, published):
    confirmed(origin={"name": "Tienda", "phone": "3001234567", "address": "Cra 7 # 1-2",
                      "dane_code": "11001", "email": "envios@tienda.co"})  # fmt: skip
    [(event, _)] = published("orders.guide.generated")
    return event


def where(link: str) -> str:
    return link[link.index("/api/") :]


def test_whoever_holds_it_gets_the_labels(told, api) -> None:
    answer = api.anonymous().get(where(told.label_url))

    assert answer["content-type"] == "application/pdf"
    assert len(pypdfium2.PdfDocument(b"".join(answer.streaming_content))) == 1
    assert told.sender_email == "envios@tienda.co"


def test_it_opens_no_other_guide_nor_the_tracking(told, api) -> None:
    token, tracking = (link.rpartition("token=")[2] for link in (told.label_url, told.tracking_url))
    nobody = api.anonymous()

    other = nobody.get(f"{PATH}/QTY000000000?token={token}")
    crossed = nobody.get(f"{PATH}/{told.number}?token={tracking}")
    view = nobody.get(f"/api/v1/orders/tracking/{told.number}?token={token}")

    assert other.json()["code"] == crossed.json()["code"] == "orders.guide_not_found"
    assert view.json()["full"] is False


def test_a_stale_or_made_up_one_opens_nothing(told, api, monkeypatch) -> None:
    from apps.orders.services import share_tracking

    nobody = api.anonymous()
    assert nobody.get(f"{PATH}/{told.number}?token=x:y").status_code == 404
    assert nobody.get(f"{PATH}/{told.number}").status_code == 422
    monkeypatch.setattr(share_tracking, "LABEL_LASTS", timedelta(seconds=-1))
    assert nobody.get(where(told.label_url)).status_code == 404


def test_the_label_of_a_voided_guide_is_no_more(told, api, merchant) -> None:
    merchant.post(f"/api/v1/orders/guides/{told.number}/void", json={"reason": "ya no"})

    answer = api.anonymous().get(where(told.label_url))

    assert answer.json()["code"] == "orders.label.voided"
    assert Guide.objects.get().closed_at <= clock.now()
