"""Paying at the door without cash: confirmed by signature before the parcel is handed over."""

import json
from datetime import timedelta

import pytest

from apps.orders.models import CodPayment, CourierLine, Guide
from apps.orders.neighbours.payments import SandboxDoorPayments
from apps.orders.tests.collecting import BASE, cop, lines
from quenty.kernel import clock
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])


def ask(client, guide, **body):
    return client.post(f"{BASE}/cod/{guide['number']}/payments", json=body)


def test_a_recipient_that_paid_by_link_has_paid_us(confirmed, collecting, merchant, published):
    guide = confirmed(cod_amount="90000")
    collecting.settle()

    answer = ask(merchant, guide, method="qr")
    again = ask(merchant, guide, method="qr")
    assert (answer.status_code, answer.json()["status"]) == (201, "pending")
    assert again.json()["id"] == answer.json()["id"]
    collecting.settle()

    where = f"{BASE}/cod/{guide['number']}/payments/{answer.json()['id']}"
    assert merchant.get(where).json()["status"] == "confirmed"
    cod, ledger = collecting.cod(guide), collecting.ledger
    assert (cod.status, cod.holder, cod.method) == ("remitted", "bank", "qr")
    assert ledger.account("bank", "qr") == -cop(90_000)
    assert ledger.account("merchant", str(cod.customer_id)) == cop(90_000)
    assert len(published("orders.cod.collected")) == len(published("orders.cod.remitted")) == 1

    # The courier who then hands it over tells the same, and the operator's delivery too.
    collecting.hand_over(guide, 90_000, method="qr")
    collecting.tell(guide, "delivered")
    assert collecting.cod(guide).disputed_at is None
    assert ledger.account("merchant", str(cod.customer_id)) == cop(90_000)
    assert ask(merchant, guide).json()["code"] == "orders.cod.transition_refused"


def test_a_merchant_keeps_nothing_of_what_was_paid_for_a_parcel_that_it_voids(
    confirmed, collecting, merchant
):
    guide = confirmed(cod_amount="90000")
    collecting.settle()
    ask(merchant, guide, method="qr")
    collecting.settle()
    where = f"{BASE}/guides/{guide['number']}"

    less = merchant.post(f"{where}/mend", json={"cod_amount": "0"})
    assert (less.status_code, less.json()["code"]) == (409, "orders.mend.paid")
    assert merchant.post(f"{where}/mend", json={"recipient_name": "Otra"}).status_code == 200
    # As it was before that was refused.
    Guide.objects.update(collect=cop(0))
    merchant.post(f"{where}/void", json={"reason": "ya no"})
    collecting.settle()

    cod = collecting.cod(guide)
    assert (cod.status, cod.dispute_reason) == ("remitted", "paid_and_not_delivered")


def test_a_declined_payment_collects_nothing_and_may_be_asked_again(
    confirmed, collecting, merchant
):
    guide = confirmed(cod_amount="90013")
    collecting.settle()
    ask(merchant, guide)
    collecting.settle()

    assert CodPayment.objects.get().status == "declined"
    assert collecting.cod(guide).status == "expected"
    assert ask(merchant, guide).status_code == 201


def notice(payment, **changes):
    told = {
        "payment_id": str(payment.id),
        "outcome": "approved",
        "amount": str(payment.amount.amount),
        "reference": "X",
        **changes,
    }
    return json.dumps(told).encode()


def test_only_the_providers_signature_counts(confirmed, collecting, merchant, api):
    guide = confirmed(cod_amount="90404")
    collecting.settle()
    ask(merchant, guide)
    collecting.settle()
    payment, provider = CodPayment.objects.get(), SandboxDoorPayments()
    anyone, where = api.anonymous(), f"{BASE}/cod-payments/sandbox/callbacks"

    def tell(body, signature, to=where):
        return anyone.request("POST", to, data=body, headers={"X-Signature": signature})

    forged = tell(notice(payment), "0" * 64)
    assert (forged.status_code, forged.json()["code"]) == (401, "orders.cod.signature_invalid")
    other = tell(notice(payment), "x", where.replace("sandbox", "acme"))
    assert other.json()["code"] == "orders.cod.signature_invalid"
    less = notice(payment, amount="1000")
    assert tell(less, provider.sign(less)).json()["code"] == "orders.cod.payment_mismatch"
    stray = notice(payment, payment_id=str(payment.cod_id))
    assert tell(stray, provider.sign(stray)).json()["code"] == "orders.cod.payment_not_found"
    assert collecting.cod(guide).status == "expected"

    right = notice(payment)
    assert [tell(right, provider.sign(right)).json() for _ in range(2)] == [
        {"status": "confirmed"}
    ] * 2
    collecting.settle()
    assert collecting.cod(guide).status == "remitted"


def test_real_money_is_not_taken_by_the_sandbox(confirmed, collecting, merchant, settings):
    settings.QUENTY_SANDBOX_PROVIDERS = False
    guide = confirmed(cod_amount="90000")
    collecting.settle()

    answer = ask(merchant, guide)

    assert (answer.status_code, answer.json()["code"]) == (503, "orders.cod.payments_unavailable")


def test_paid_and_then_returned_is_for_a_person(confirmed, collecting, merchant):
    guide = confirmed(cod_amount="90000")
    collecting.settle()
    ask(merchant, guide)
    collecting.settle()

    collecting.tell(guide, "returned")

    cod = collecting.cod(guide)
    assert (cod.status, cod.dispute_reason) == ("remitted", "paid_and_not_delivered")


def test_a_courier_asks_for_what_it_brings_and_for_nothing_else(confirmed, collecting, api):
    guide = confirmed(cod_amount="90000")
    collecting.settle()
    brings, other = new_id(), new_id()
    line = CourierLine.objects.create(
        guide=Guide.objects.get(number=guide["number"]),
        driver_id=brings,
        stop_id=new_id(),
        number="+576010000001",
        expires_at=clock.now() + timedelta(hours=1),
    )
    courier = api.as_role("driver", driver_id=brings)

    asked = ask(courier, guide, method="qr")
    assert asked.status_code == 201
    where = f"{BASE}/cod/{guide['number']}/payments/{asked.json()['id']}"
    assert courier.get(where).json()["status"] == "pending"
    refused = ask(api.as_role("driver", driver_id=other), guide)
    assert (refused.status_code, refused.json()["code"]) == (404, "orders.cod.not_found")
    line.expires_at = clock.now() - timedelta(minutes=1)
    line.save()
    assert courier.get(where).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ("Pago contra entrega", "Pendiente de confirmación", "$ 90.000 COP")),
        ("en", ("Payment on delivery", "Waiting for confirmation", "$ 90.000 COP")),
    ],
)
def test_the_sandboxs_link_leads_to_a_page(confirmed, collecting, merchant, api, language, words):
    guide = confirmed(cod_amount="90000")
    collecting.settle()
    url = ask(merchant, guide).json()["url"]

    page = api.anonymous().get(f"/{url.split('/', 3)[3]}?lang={language}")

    assert page.status_code == 200
    for word in words:
        assert word in page.content.decode()
    collecting.settle()
    paid = {"es": "Pagado", "en": "Paid"}[language]
    assert paid in api.anonymous().get(f"/{url.split('/', 3)[3]}?lang={language}").content.decode()
    assert api.anonymous().get(f"/pay/sandbox/{new_id()}").status_code == 404


def tell_paid(api, payment):
    body = notice(payment)
    return api.anonymous().request(
        "POST",
        f"{BASE}/cod-payments/sandbox/callbacks",
        data=body,
        headers={"X-Signature": SandboxDoorPayments().sign(body)},
    )


@pytest.mark.parametrize("end", ["cash", "returned"])
def test_what_a_recipient_pays_twice_is_its_own_until_it_is_given_back(
    confirmed, collecting, merchant, api, end
):
    guide = confirmed(cod_amount="90404")
    collecting.settle()
    ask(merchant, guide)
    payment, ledger = CodPayment.objects.get(), collecting.ledger
    if end == "cash":
        collecting.hand_over(guide, 90_404)
    else:
        collecting.tell(guide, "returned")
    owed = ledger.account("merchant", str(merchant.customer_id))

    assert [tell_paid(api, payment).status_code for _ in range(2)] == [200, 200]
    collecting.settle()

    where = f"{BASE}/cod/{guide['number']}/payments/{payment.id}"
    assert merchant.get(where).json()["surplus"]["amount"] == "90404.00"
    assert ledger.account("bank", "link") == -cop(90_404)
    assert ledger.account("collector", str(payment.id)) == cop(90_404)
    assert ledger.account("merchant", str(merchant.customer_id)) == owed
    assert collecting.cod(guide).disputed_at is None

    assert merchant.post(f"{where}/return").status_code == 403
    answers = [collecting.staff.post(f"{where}/return") for _ in range(2)]
    collecting.settle()
    assert answers[0].json()["returned_at"]
    assert answers[1].json()["code"] == "orders.cod.nothing_to_return"
    assert not ledger.account("bank", "link")
    assert not ledger.account("collector", str(payment.id))


def test_a_link_for_what_was_due_before_is_not_lost(confirmed, collecting, merchant, api):
    guide = confirmed(cod_amount="90404")
    collecting.settle()
    ask(merchant, guide)
    old = CodPayment.objects.get()
    body = {"cod_amount": "40404", "reason": "abonó"}
    assert merchant.post(f"{BASE}/guides/{guide['number']}/mend", json=body).status_code == 200
    collecting.settle()

    new = ask(merchant, guide).json()
    tell_paid(api, old)
    collecting.settle()

    assert new["amount"]["amount"] == "40404.00"
    old.refresh_from_db()
    assert (old.status, old.surplus) == ("confirmed", cop(50_000))
    cod = collecting.cod(guide)
    assert (cod.status, cod.collected) == ("remitted", cop(40_404))
    assert collecting.ledger.account("collector", str(old.id)) == cop(50_000)


def test_what_was_paid_before_and_came_back_pays_its_way_back(confirmed, collecting, merchant, api):
    guide = confirmed(cod_amount="90404")
    collecting.settle()
    ask(merchant, guide)
    tell_paid(api, CodPayment.objects.get())
    collecting.settle()
    collecting.tell(guide, "returned")

    shown = lines(guide, merchant)
    assert (shown["collected"], shown["return_freight"]) == (90_404, -12_320)
    fee = 3_570
    where = f"{BASE}/cod/{guide['number']}/settle"
    for _ in range(2):
        answer = collecting.staff.post(where, json={"amount": "0", "reason": "devuelto"})
        collecting.settle()
    assert answer.json()["code"] == "orders.cod.transition_refused"

    shown = lines(guide, merchant)
    assert "collected" not in shown
    assert shown["return_freight"] == -12_320
    assert shown["net"] == shown["paid"] == fee - 12_320 - 2_341
    assert collecting.ledger.account("bank", "link") == cop(0)


def test_a_recipients_freight_goes_back_with_the_parcel_that_is_voided(
    confirmed, collecting, merchant
):
    guide = confirmed(cod_amount="90000", payer="recipient")
    collecting.settle()
    ask(merchant, guide)
    collecting.settle()
    paid = collecting.cod(guide).collected
    merchant.post(f"{BASE}/guides/{guide['number']}/void", json={"reason": "ya no"})
    collecting.settle()
    assert lines(guide, merchant)["net"] == int(paid.amount)

    body = {"amount": "0", "reason": "devuelto"}
    answer = collecting.staff.post(f"{BASE}/cod/{guide['number']}/settle", json=body)
    collecting.settle()

    assert answer.status_code == 200, answer.json()
    assert lines(guide, merchant) == {}
    assert not any(collecting.ledger.accounts.values())
