"""COD that its merchant waived, or staff settled to nothing, and whose parcel did not arrive."""

import pytest

from apps.orders.models import Cod, Guide
from apps.orders.services.cod.follow_guide import follow_guide
from apps.orders.tests.collecting import BASE, lines

pytestmark = pytest.mark.django_db(databases=["orders"])
# The fee of 3000 with its IVA; the way back of 12320 with its.
FEE, BACK = 3_570, 12_320 + 2_341


@pytest.fixture
def waived(confirmed, collecting, merchant):
    """The merchant lowered it to nothing before the parcel left."""
    guide = confirmed(cod_amount="90000")
    collecting.settle()
    merchant.post(f"{BASE}/guides/{guide['number']}/mend", json={"cod_amount": "0"})
    collecting.settle()
    return guide


@pytest.fixture
def settled(confirmed, collecting):
    """Its recipient paid by QR, and has it back while the parcel goes on."""
    guide = confirmed(cod_amount="90000")
    collecting.settle()
    where = f"{BASE}/cod/{guide['number']}"
    collecting.staff.post(f"{where}/payments", json={"method": "qr"})
    collecting.settle()
    collecting.tell(guide, "in_transit")
    body = {"amount": "0", "reason": "devuelto al destinatario"}
    assert collecting.staff.post(f"{where}/dispute", json=body).status_code == 200
    assert collecting.staff.post(f"{where}/settle", json=body).status_code == 200
    collecting.settle()
    return guide


@pytest.fixture
def never_expected(confirmed, collecting, merchant):
    """Lowered to nothing before the background came round to expect it."""
    guide = confirmed(cod_amount="90000")
    merchant.post(f"{BASE}/guides/{guide['number']}/mend", json={"cod_amount": "0"})
    collecting.settle()
    return guide


@pytest.fixture(params=["waived", "never_expected", "settled"])
def nothing_due(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(("end", "back"), [("returned", BACK), ("lost", 0), ("damaged", 0)])
def test_the_fee_goes_back_once_as_where_nothing_was_collected(
    nothing_due, collecting, merchant, end, back
) -> None:
    collecting.tell(nothing_due, end)
    for _ in range(2):
        follow_guide(guide_id=Guide.objects.get().id)
    collecting.settle()

    assert lines(nothing_due, merchant)["net"] == FEE - back
    assert not Cod.objects.exclude(disputed_at=None).exists()


def test_the_fee_holds_where_the_parcel_is_delivered(nothing_due, collecting, merchant) -> None:
    collecting.tell(nothing_due, "delivered")
    assert lines(nothing_due, merchant).get("net", 0) == 0


def correct(collecting, api, guide, to) -> None:
    where = f"{BASE}/guides/{guide['number']}/corrections"
    asked = collecting.staff.post(where, json={"to": to, "reason": "escaneo errado"})
    path = f"{BASE}/corrections/{asked.json()['id']}/decision"
    assert api.as_role("admin").post(path, json={"approve": True}).status_code == 200
    collecting.settle()


def test_it_is_charged_again_where_the_end_is_corrected(
    nothing_due, collecting, merchant, api
) -> None:
    collecting.tell(nothing_due, "lost")
    correct(collecting, api, nothing_due, "in_transit")
    assert lines(nothing_due, merchant).get("net", 0) == 0
    collecting.tell(nothing_due, "returned")
    assert lines(nothing_due, merchant)["net"] == FEE - BACK
    correct(collecting, api, nothing_due, "delivered")
    assert lines(nothing_due, merchant).get("net", 0) == 0
    owner = str(merchant.customer_id)
    ledger = collecting.ledger
    assert ledger.account("merchant", owner) == -ledger.account("wallet", owner)


def test_what_stands_after_all_has_its_fee(settled, collecting, merchant) -> None:
    collecting.tell(settled, "returned")
    where = f"{BASE}/cod/{settled['number']}"
    body = {"amount": "90000", "reason": "no quiso la devolución del dinero"}
    collecting.staff.post(f"{where}/dispute", json=body)
    assert collecting.staff.post(f"{where}/settle", json=body).status_code == 200
    collecting.settle()

    assert lines(settled, merchant)["net"] == 90_000 - BACK
