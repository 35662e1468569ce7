"""COD, payouts, weights and claims in the back office: pages open, decisions act."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.orders.models import (
    Claim,
    Cod,
    CodPayment,
    Guide,
    GuideMoney,
    Payout,
    PayoutCalendar,
    Remittance,
    WeightDispute,
)
from apps.orders.services.payouts.run import run_payouts
from apps.orders.tests.collecting import BASE, cop
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases="__all__")


def url(model: Any, what: str, *args: Any) -> str:
    return reverse(f"admin:orders_{model._meta.model_name}_{what}", args=args)


@pytest.fixture
def office(client: Any) -> Any:
    boss = get_user_model().objects.create_superuser(email="jefe@quenty.co", password="x")
    client.force_login(boss)
    return client


@pytest.fixture
def busy(confirmed, collecting, merchant) -> dict[str, Any]:
    """One of each: paid out, remitted with a difference, short, heavy, lost and claimed."""
    paid, short, heavy, lost = (confirmed(cod_amount="90000") for _ in range(4))
    collecting.tell(paid, "delivered")
    collecting.remit("R-1", (paid["number"], 90_000), ("QTY0", 1))
    merchant.put(f"{BASE}/payout-calendar", json={"weekdays": [1, 4], "hour": 10, "minimum": "0"})
    run_payouts(day=clock.today())
    collecting.settle()
    collecting.hand_over(short, 60_000)
    collecting.tell(heavy, "picked_up")
    piece = {"number": 1, "weight_kg": "9", "length_cm": "20", "width_cm": "10", "height_cm": "10"}
    collecting.staff.post(f"{BASE}/guides/{heavy['number']}/weights", json={"pieces": [piece]})
    collecting.tell(lost, "lost")
    body = {"number": lost["number"], "kind": "loss", "asked": "80000", "description": "Nada"}
    assert merchant.post(f"{BASE}/claims", json=body).status_code == 201
    return {"short": short, "heavy": heavy, "lost": lost}


def act(office: Any, row: Any, name: str, **data: Any) -> Any:
    return office.post(url(type(row), name, row.pk), data)


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_of_money_opens(office, busy, language) -> None:
    models = (Cod, GuideMoney, Payout, PayoutCalendar, Remittance, WeightDispute, Claim)
    for model in models:
        row = model.objects.first()
        assert row is not None, model
        for where in (url(model, "changelist") + "?q=a", url(model, "change", row.pk)):
            assert office.get(where, headers={"Accept-Language": language}).status_code == 200


def test_staff_settle_what_is_short(office, busy, collecting) -> None:
    row = collecting.cod(busy["short"])

    wrong = act(office, row, "settle", amount="90001", reason="x")
    assert "90.000" in wrong.content.decode()
    right = act(office, row, "settle", amount="90000", reason="responde el mensajero")

    assert right.status_code == 302
    assert collecting.cod(busy["short"]).collected == cop(90_000)
    act(office, collecting.cod(busy["short"]), "dispute", amount="1", reason="x")
    assert collecting.cod(busy["short"]).dispute_amount == cop(1)


def test_staff_decide_weights_and_claims(office, busy, collecting) -> None:
    dispute = WeightDispute.objects.get()
    assert act(office, dispute, "reject", reason="sin foto").status_code == 302
    claim = Claim.objects.get()
    assert act(office, claim, "pay", amount="50000", recover="50000", reason="x").status_code == 302
    assert act(office, claim, "refused", reason="x").status_code == 302

    dispute.refresh_from_db()
    claim.refresh_from_db()
    assert (dispute.status, claim.status, claim.recovery) == ("rejected", "paid", "refused")
    again = act(office, claim, "reject", reason="x")
    assert again.status_code == 200


def test_who_decides_sees_what_was_measured_and_what_backs_it(office, busy, merchant) -> None:
    dispute, claim = WeightDispute.objects.get(), Claim.objects.get()
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 40 + b"IEND\xaeB`\x82"
    for where, row in (("weight-disputes", dispute), ("claims", claim)):
        file = SimpleUploadedFile("bascula.png", png)
        path = f"{BASE}/{where}/{row.id}/evidence"
        added = merchant.upload(path, {"file": file}).json()

        page = office.get(url(type(row), "change", row.pk)).content.decode()
        link = url(type(row), "evidence", row.pk, added["id"])

        assert f'href="{link}"' in page
        assert "bascula.png" in page
        assert office.get(link).content == png
        assert office.get(url(type(row), "evidence", row.pk, row.pk)).status_code == 404
    shown = office.get(url(WeightDispute, "change", dispute.pk)).content.decode()
    assert "1: 9 kg, 20 x 10 x 10 cm" in shown
    assert "combustible: $ " in shown


def test_cash_is_with_somebody_by_name_and_differences_stand_out(office, busy) -> None:
    page = office.get(url(Cod, "changelist")).content.decode()
    assert "en la calle" in page
    assert "Operador ground" in page
    rows = office.get(url(Remittance, "changelist")).content.decode()
    assert "Operador ground" in rows
    assert Remittance.objects.get().holder not in rows.replace(
        f"/{Remittance.objects.get().pk}", ""
    )


def test_a_payout_says_what_others_took(office, busy) -> None:
    Payout.objects.update(liens=[{"kind": "loan", "units": 500_000}])
    page = office.get(url(Payout, "change", Payout.objects.get().pk)).content.decode()
    assert "préstamo: $ 5.000" in page


def test_paydays_are_suspended_and_resumed(office, busy) -> None:
    row = PayoutCalendar.objects.get()
    act(office, row, "pause", reason="revisión")
    row.refresh_from_db()
    assert row.paused
    act(office, row, "resume", reason="todo bien")
    row.refresh_from_db()
    assert not row.paused


def test_what_was_refused_is_posted_again(office, busy, collecting) -> None:
    row = GuideMoney.objects.first()
    GuideMoney.objects.filter(pk=row.pk).update(status="refused", failure="customers.not_found")

    data = {"action": "post", "_selected_action": [str(row.pk)]}
    office.post(url(GuideMoney, "changelist"), data)
    collecting.settle()

    row.refresh_from_db()
    assert (row.status, row.failure) == ("posted", "")


def test_what_a_recipient_paid_too_much_is_listed_and_given_back(office, busy) -> None:
    """A link that was paid after the courier had taken cash."""
    cod = Cod.objects.get(guide__number=busy["short"]["number"])
    paid = CodPayment.objects.create(
        cod=cod,
        provider="sandbox",
        method="link",
        amount=cop(90_000),
        surplus=cop(90_000),
        status="confirmed",
        confirmed_at=clock.now(),
    )
    where = url(CodPayment, "changelist")
    assert cod.guide.number in office.get(f"{where}?to_return=yes").content.decode()

    office.post(where, {"action": "give_back", "_selected_action": [str(paid.pk)]})

    paid.refresh_from_db()
    assert paid.returned_at is not None
    assert cod.guide.number not in office.get(f"{where}?to_return=yes").content.decode()
    assert cod.guide.number in office.get(f"{where}?to_return=done").content.decode()
    assert office.get(url(CodPayment, "change", paid.pk)).status_code == 200


def test_a_guides_page_says_in_words_where_its_payment_stands(office, busy) -> None:
    guide = Guide.objects.get(number=busy["lost"]["number"])
    page = office.get(url(Guide, "change", guide.pk)).content.decode()
    assert "#1 cobrad" in page
    assert "#1 charged" not in page
