"""Weights measured above what was declared, and freight given back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.orders.domain.money.weights import TRANSITIONS, WeightEvent, WeightStatus
from apps.orders.models import Evidence, Guide, GuideMoney, SheetCopy, WeightDispute
from apps.orders.services.weight.resolve import _move, expire_weights
from apps.orders.tests import bodies
from apps.orders.tests.collecting import BASE, cop, lines
from apps.orders.tests.test_from_points import taken_back
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.kernel.money import Money

pytestmark = pytest.mark.django_db(databases=["orders"])
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40 + b"IEND\xaeB`\x82"


def measured(weight_kg="7", number=1):
    piece = {"number": number, "weight_kg": weight_kg, "length_cm": "20", "width_cm": "10",
             "height_cm": "10"}  # fmt: skip
    return {"pieces": [piece], "notes": "báscula 3"}


@pytest.fixture
def carried(confirmed, collecting):
    """A guide of 2 kg from Bogotá to Medellín that was picked up."""

    def carry(**changes):
        guide = confirmed(**changes)
        collecting.tell(guide, "picked_up")
        return guide

    return carry


@pytest.fixture
def disputed(carried, collecting):
    def dispute(**changes):
        guide = carried(**changes)
        answer = collecting.staff.post(f"{BASE}/guides/{guide['number']}/weights", json=measured())
        assert answer.status_code == 201, answer.json()
        return guide, answer.json()

    return dispute


def owed(collecting, guide):
    customer = Guide.objects.get(number=guide["number"]).customer_id
    return collecting.ledger.account("merchant", str(customer))


def charged(collecting, guide):
    """What its merchant's wallet paid, nothing being collected for it; nothing else is owed."""
    customer = Guide.objects.get(number=guide["number"]).customer_id
    assert not owed(collecting, guide)
    return -collecting.ledger.account("wallet", str(customer))


# 7 kg: base 14000 + 2 kg x 2000 = 18000, fuel 1800, insurance 1000, handling 700, margin 5% of
# 19800 = 990; IVA on handling 133 and margin 188: carriage above 5 kg is excluded.
# 2 kg: 14000, 1400, 1000, 700, 770; IVA 2660, 266, 133, 146.
MORE = (18_000 + 1_800 + 990 + 188) - (14_000 + 1_400 + 770 + 146) - 2_660 - 266


def test_more_than_declared_is_a_dispute_with_its_price(disputed, published) -> None:
    guide, dispute = disputed()

    assert (dispute["declared_g"], dispute["measured_g"]) == (2_000, 7_000)
    assert dispute["amount"]["amount"] == f"{MORE}.00"
    [(told, _)] = published("orders.weight.disputed")
    assert (told.number, told.amount) == (guide["number"], cop(MORE))


def test_accepted_it_is_charged_and_told(disputed, collecting, merchant, published) -> None:
    guide, dispute = disputed()

    answer = merchant.post(f"{BASE}/weight-disputes/{dispute['id']}/accept", json={})
    collecting.settle()

    assert (answer.status_code, answer.json()["status"]) == (200, "accepted")
    assert charged(collecting, guide) == cop(MORE)
    shown = merchant.get(f"{BASE}/guides/{guide['number']}/statement").json()
    assert shown["net"]["amount"] == shown["paid"]["amount"] == f"{-MORE}.00"
    assert shown["balance"]["amount"] == "0.00"
    calendar = merchant.get(f"{BASE}/payout-calendar").json()
    assert calendar["waiting"]["amount"] == "0.00"
    [(told, _)] = published("orders.freight.adjusted")
    assert (told.chargeable_g, told.amount) == (7_000, cop(MORE))
    assert told.freight == cop(18_000 + 1_800 + 700 + 990)
    [(resolved, _)] = published("orders.weight.dispute_resolved")
    assert resolved.outcome == "accepted"
    again = merchant.post(f"{BASE}/weight-disputes/{dispute['id']}/accept", json={})
    assert again.json()["code"] == "orders.weight.transition_refused"


def test_a_lowered_cod_keeps_its_fee_when_it_is_weighed(confirmed, collecting, merchant) -> None:
    guide = confirmed(cod_amount="900000")
    merchant.post(f"{BASE}/guides/{guide['number']}/mend", json={"cod_amount": "10000"})
    collecting.tell(guide, "picked_up")

    answer = collecting.staff.post(f"{BASE}/guides/{guide['number']}/weights", json=measured())

    assert answer.json()["amount"]["amount"] == f"{MORE}.00"
    assert "cod_fee" not in {line["kind"] for line in WeightDispute.objects.get().lines}


@pytest.mark.parametrize(("upheld", "status"), [(True, "upheld"), (False, "rejected")])
def test_an_appeal_is_decided_by_staff(
    disputed, collecting, merchant, published, upheld, status
) -> None:
    guide, dispute = disputed()
    where = f"{BASE}/weight-disputes/{dispute['id']}"
    merchant.post(f"{where}/appeal", json={"reason": "mida otra vez"})
    with clock.at(clock.now() + timedelta(days=30)):
        assert expire_weights() == 0

    body = {"upheld": upheld, "reason": "foto clara"}
    assert merchant.post(f"{where}/decide", json=body).status_code == 403
    answer = collecting.staff.post(f"{where}/decide", json=body)
    collecting.settle()

    assert (answer.status_code, answer.json()["status"]) == (200, status)
    assert charged(collecting, guide) == (cop(MORE) if upheld else Money.zero())
    assert len(published("orders.freight.adjusted")) == int(upheld)


def test_what_nobody_answers_is_charged_after_five_business_days(
    disputed, collecting, merchant
) -> None:
    guide, dispute = disputed()
    due = WeightDispute.objects.get().due_at
    with clock.at(due - timedelta(minutes=1)):
        assert expire_weights() == 0

    with clock.at(due + timedelta(minutes=1)):
        late = merchant.post(
            f"{BASE}/weight-disputes/{dispute['id']}/appeal", json={"reason": "tarde"}
        )
        assert late.json()["code"] == "orders.weight.transition_refused"
        assert expire_weights() == 1
        assert expire_weights() == 0
        collecting.settle()

    assert WeightDispute.objects.get().status == "expired"
    assert charged(collecting, guide) == cop(MORE)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (measured("1.9"), "orders.weight.not_above"),
        (measured("7", number=3), "orders.weight.piece_unknown"),
    ],
)
def test_refuses_what_is_no_more(carried, collecting, body, code) -> None:
    guide = carried()
    answer = collecting.staff.post(f"{BASE}/guides/{guide['number']}/weights", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_nobody_weighs_what_was_not_collected_or_weighs_twice(
    confirmed, disputed, collecting
) -> None:
    guide = confirmed()
    early = collecting.staff.post(f"{BASE}/guides/{guide['number']}/weights", json=measured())
    assert early.json()["code"] == "orders.weight.not_collected"
    known, _ = disputed()
    twice = collecting.staff.post(f"{BASE}/guides/{known['number']}/weights", json=measured("9"))
    assert (twice.status_code, twice.json()["code"]) == (409, "orders.weight.disputed_already")


def test_a_side_is_backed_by_files(disputed, collecting, merchant, api) -> None:
    _, dispute = disputed()
    where = f"{BASE}/weight-disputes/{dispute['id']}/evidence"

    added = merchant.upload(where, {"file": SimpleUploadedFile("foto.png", PNG)})
    bad = merchant.upload(where, {"file": SimpleUploadedFile("foto.png", b"GIF89a")})

    assert (added.status_code, added.json()["content_type"]) == (201, "image/png")
    assert bad.json()["code"] == "orders.evidence.file_refused"
    assert PNG not in bytes(Evidence.objects.get().sealed)
    file = collecting.staff.get(f"{where}/{added.json()['id']}")
    assert (file.content, file.headers["X-Content-Type-Options"]) == (PNG, "nosniff")
    assert merchant.get(f"{where}/{new_id()}").json()["code"] == "orders.evidence.not_found"
    stranger = api.as_merchant()
    assert stranger.get(where).json()["code"] == "orders.weight.not_found"
    for _ in range(9):
        merchant.upload(where, {"file": SimpleUploadedFile("foto.png", PNG)})
    full = merchant.upload(where, {"file": SimpleUploadedFile("foto.png", PNG)})
    assert full.json()["code"] == "orders.evidence.too_many"


def test_freight_goes_back_in_parts_and_never_more_than_all(
    confirmed, collecting, merchant, published
) -> None:
    guide = confirmed(cod_amount="50000")
    collecting.tell(guide, "picked_up")
    price = int(Decimal(guide["price"]["amount"]))
    where = f"{BASE}/guides/{guide['number']}/refunds"

    answers = [
        collecting.staff.post(where, json={"percent": p, "reason": "tarde"}) for p in (33, 33, 34)
    ]
    collecting.settle()
    more = collecting.staff.post(where, json={"percent": 1, "reason": "tarde"})

    assert [a.status_code for a in answers] == [201] * 3
    assert more.json()["code"] == "orders.freight.refund_too_much"
    # All of it but the COD fee of 3000 and its IVA of 570.
    assert owed(collecting, guide) == cop(price - 3_570)
    lefts = [p.freight for p, _ in published("orders.freight.refunded")]
    assert lefts[0] > lefts[1] > lefts[2] == Money.zero()
    assert GuideMoney.objects.filter(purpose="freight_refund").count() == 3


def test_nothing_goes_back_that_nobody_paid(confirmed, collecting) -> None:
    guide = confirmed(payer="recipient", cod_amount="50000")
    answer = collecting.staff.post(
        f"{BASE}/guides/{guide['number']}/refunds", json={"percent": 50, "reason": "x"}
    )
    assert answer.json()["code"] == "orders.freight.not_charged"


def test_a_sheet_that_is_gone_tells_so(carried, collecting, rates) -> None:
    guide = carried(pieces=[bodies.piece()])
    SheetCopy.objects.all().delete()
    answer = collecting.staff.post(f"{BASE}/guides/{guide['number']}/weights", json=measured())
    assert answer.json()["code"] == "orders.weight.sheet_gone"


@pytest.mark.parametrize("answer", ["accept", "appeal", ""])
def test_what_is_voided_after_all_costs_no_weight(
    confirmed, collecting, merchant, deliver, answer
) -> None:
    """Weighed at a point, taken back by its sender, voided."""
    guide = confirmed(pieces=[bodies.piece()])
    collecting.tell(guide, "received_at_point")
    opened = collecting.staff.post(f"{BASE}/guides/{guide['number']}/weights", json=measured())
    where = f"{BASE}/weight-disputes/{opened.json()['id']}"
    if answer:
        body = {"reason": "no pesa eso"} if answer == "appeal" else {}
        assert merchant.post(f"{where}/{answer}", json=body).status_code == 200
    collecting.settle()
    row = Guide.objects.get()
    deliver(taken_back(row), consumer_context="orders", aggregate_id=row.id)

    void = merchant.post(f"{BASE}/guides/{guide['number']}/void", json={"reason": "ya no"})
    collecting.settle()
    with clock.at(clock.now() + timedelta(days=30)):
        expire_weights()
        collecting.settle()

    assert void.status_code == 200
    # What its wallet paid comes back with the next payout.
    assert "net" not in lines(guide, merchant)
    owner = str(merchant.customer_id)
    ledger = collecting.ledger
    assert ledger.account("merchant", owner) == -ledger.account("wallet", owner)
    status = "accepted" if answer == "accept" else "rejected"
    assert merchant.get(where).json()["status"] == status


@pytest.mark.parametrize("event", WeightEvent)
@pytest.mark.parametrize("status", WeightStatus)
def test_a_dispute_moves_by_its_table_only(status, event) -> None:
    dispute = WeightDispute(status=status.value)
    if (status, event) in TRANSITIONS:
        _move(dispute, event)
        assert dispute.status == TRANSITIONS[status, event]
        return
    with pytest.raises(DomainError) as refused:
        _move(dispute, event)
    assert refused.value.code == "orders.weight.transition_refused"


@pytest.mark.parametrize("end", ["lost", "damaged"])
def test_no_weight_is_owed_where_no_freight_is(disputed, collecting, merchant, api, end) -> None:
    """Its recipient was to pay the freight, and it was lost on our hands."""
    guide, dispute = disputed(payer="recipient", cod_amount="90000")
    merchant.post(f"{BASE}/weight-disputes/{dispute['id']}/accept", json={})
    collecting.settle()
    collecting.tell(guide, end)
    assert lines(guide, merchant).get("net", 0) == 0

    where = f"{BASE}/guides/{guide['number']}/corrections"
    asked = collecting.staff.post(where, json={"to": "in_transit", "reason": "apareció"}).json()
    path = f"{BASE}/corrections/{asked['id']}/decision"
    api.as_role("admin").post(path, json={"approve": True})
    collecting.settle()
    assert lines(guide, merchant)["net"] == -MORE
