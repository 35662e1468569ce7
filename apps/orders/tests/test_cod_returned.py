"""Parcels that come back, are lost or voided: what that costs, and what is given back."""

import pytest

from apps.orders.models import GuideMoney
from apps.orders.services.money.debts import sweep_debts
from apps.orders.tests.collecting import BASE, cop, lines

pytestmark = pytest.mark.django_db(databases=["orders"])


def test_a_parcel_that_comes_back_costs_its_way_back_and_earns_no_fee(
    confirmed, collecting, merchant, published
) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.tell(guide, "returned")

    cod, ledger = collecting.cod(guide), collecting.ledger
    assert (cod.status, cod.reason) == ("failed", "returned")
    shown = lines(guide, merchant)
    # Medellín, up to 5 kg: base 14000 and fuel 1400; 80% of it back, IVA 19%.
    assert shown["return_freight"] == -12_320
    assert shown.get("fee", 0) == 0
    # The IVA of the price less the fee's 570, which goes back with it, and of the way back.
    wallet_iva = shown["iva"] + 2_341
    assert shown["net"] == 3_570 - 12_320 - 2_341
    assert shown["wallet"] + shown["freight"] + wallet_iva == 3_570
    assert not ledger.account("merchant", str(cod.customer_id))
    assert ledger.account("wallet", str(cod.customer_id)) == cop(shown["net"])
    assert (shown["paid"], shown.get("balance")) == (shown["net"], None)
    assert not ledger.account("expected", str(cod.customer_id))
    assert [p.reason for p, _ in published("orders.cod.failed")] == ["returned"]


def test_a_parcel_without_cod_that_comes_back_costs_its_way_back_too(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed()
    collecting.tell(guide, "returned")
    shown = lines(guide, merchant)
    assert shown["return_freight"] == -12_320
    assert shown["paid"] == shown["net"] == -12_320 - 2_341
    assert [row.purpose for row in GuideMoney.objects.all()] == ["returned", "guide_debt"]


def test_what_the_wallet_cannot_pay_is_claimed_of_payouts(confirmed, collecting, merchant) -> None:
    guide = confirmed()
    collecting.ledger.balance = collecting.ledger.captured
    collecting.tell(guide, "returned")

    shown = lines(guide, merchant)
    assert (shown["liens"], shown["net"]) == (-12_320 - 2_341, -12_320 - 2_341)
    assert "paid" not in shown
    assert "balance" not in shown
    assert collecting.ledger.account("liens", "guide_debt") == cop(-12_320 - 2_341)


def test_a_lost_answer_charges_the_wallet_once(confirmed, collecting, merchant) -> None:
    guide = confirmed()
    collecting.ledger.fail_next("collect_debt", "after")
    collecting.tell(guide, "returned")
    collecting.settle()

    assert collecting.ledger.calls.count("collect_debt") == 2
    assert lines(guide, merchant)["paid"] == -12_320 - 2_341
    owner = str(merchant.customer_id)
    assert collecting.ledger.account("wallet", owner) == cop(-12_320 - 2_341)


def test_what_is_collected_for_its_merchant_pays_first(confirmed, collecting, merchant) -> None:
    paid = confirmed(cod_amount="90000")
    collecting.tell(paid, "delivered")
    guide = confirmed()
    collecting.tell(guide, "returned")

    assert lines(guide, merchant)["balance"] == -12_320 - 2_341
    assert not collecting.ledger.account("wallet", str(merchant.customer_id))
    assert not GuideMoney.objects.filter(purpose="guide_debt").exists()


def test_what_was_owed_before_is_charged_by_and_by(confirmed, collecting, merchant) -> None:
    guide = confirmed()
    collecting.tell(guide, "returned")
    # As it was left, before wallets were asked.
    GuideMoney.objects.filter(purpose="guide_debt").delete()
    owner = str(merchant.customer_id)
    collecting.ledger.forget_debts(owner)
    assert lines(guide, merchant)["balance"] == -12_320 - 2_341

    for expected in (1, 0):
        assert sweep_debts() == expected
        collecting.settle()

    assert lines(guide, merchant)["paid"] == -12_320 - 2_341
    assert collecting.ledger.account("wallet", owner) == cop(-12_320 - 2_341)


def test_a_way_back_that_was_none_is_given_back(confirmed, collecting, merchant, api) -> None:
    guide = confirmed()
    collecting.tell(guide, "returned")
    where = f"{BASE}/guides/{guide['number']}/corrections"
    asked = collecting.staff.post(where, json={"to": "delivered", "reason": "sí se entregó"})
    path = f"{BASE}/corrections/{asked.json()['id']}/decision"
    assert api.as_role("admin").post(path, json={"approve": True}).status_code == 200
    collecting.settle()

    shown = lines(guide, merchant)
    assert shown["paid"] == -12_320 - 2_341
    # With the next payout.
    assert shown["balance"] == 12_320 + 2_341


def test_the_merchant_owes_the_way_out_that_a_recipient_did_not_pay(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed(cod_amount="50000", payer="recipient")
    collecting.tell(guide, "returned")

    shown = lines(guide, merchant)
    assert "fee" not in shown
    assert shown["freight"] < 0
    assert shown["net"] == shown["freight"] + shown["iva"] + shown["return_freight"]


@pytest.mark.parametrize("end", ["lost", "damaged"])
def test_what_is_lost_on_our_hands_costs_no_way_back(confirmed, collecting, merchant, end) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.tell(guide, end)

    assert collecting.cod(guide).status == "failed"
    assert lines(guide, merchant)["net"] == 3_570


def test_a_void_takes_the_expectation_off(confirmed, collecting, merchant) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.settle()

    merchant.post(f"{BASE}/guides/{guide['number']}/void", json={"reason": "ya no"})
    collecting.settle()

    cod = collecting.cod(guide)
    assert (cod.status, cod.reason) == ("failed", "voided")
    assert not collecting.ledger.account("expected", str(cod.customer_id))
    assert not collecting.ledger.account("merchant", str(cod.customer_id))
    assert lines(guide, merchant) == {}
