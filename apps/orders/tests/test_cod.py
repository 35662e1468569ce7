"""Money collected at the door: expected, collected, short, failed, and each as a posting."""

from decimal import Decimal

import pytest

from apps.orders.domain.money.cod import TRANSITIONS, CodEvent, CodStatus
from apps.orders.models import Cod
from apps.orders.services.cod.moves import move_cod
from apps.orders.tests.collecting import BASE, cop, lines
from quenty.kernel import clock
from quenty.kernel.errors import DomainError

pytestmark = pytest.mark.django_db(databases=["orders"])


def test_money_is_expected_from_the_moment_a_guide_is_issued(confirmed, collecting) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.settle()

    cod = collecting.cod(guide)
    assert (cod.status, cod.expected) == ("expected", cop(90_000))
    ledger = collecting.ledger
    assert ledger.account("expected", str(cod.customer_id)) == cop(90_000)
    assert ledger.account("expected_of", str(cod.operator_id)) == -cop(90_000)


def test_a_parcel_without_cod_expects_nothing(confirmed, collecting) -> None:
    confirmed()
    collecting.settle()
    assert not Cod.objects.exists()


def test_a_courier_collects_and_its_close_makes_it_ours(confirmed, collecting, published) -> None:
    guide = confirmed(cod_amount="90000")

    collecting.hand_over(guide, 90_000)

    cod, ledger = collecting.cod(guide), collecting.ledger
    assert (cod.status, cod.holder, cod.collected) == ("collected", "field", cop(90_000))
    assert ledger.account("collector", "field") == -cop(90_000)
    assert ledger.account("merchant", str(cod.customer_id)) == cop(90_000)
    assert not ledger.account("expected", str(cod.customer_id))
    [(told, _)] = published("orders.cod.collected")
    assert (told.number, told.collected, told.method) == (guide["number"], cop(90_000), "cash")

    collecting.close_cash(guide, expected=90_000, counted=90_000, times=3)

    cod = collecting.cod(guide)
    assert (cod.status, cod.remitted) == ("remitted", cop(90_000))
    assert not ledger.account("collector", "field")
    assert ledger.account("bank", "cod") == -cop(90_000)
    assert [p.remitted for p, _ in published("orders.cod.remitted")] == [cop(90_000)]


def test_an_operator_that_delivers_has_collected(confirmed, collecting) -> None:
    guide = confirmed(cod_amount="90000")

    collecting.tell(guide, "delivered")

    cod = collecting.cod(guide)
    assert (cod.status, cod.holder) == ("collected", str(cod.operator_id))
    assert collecting.ledger.account("collector", str(cod.operator_id)) == -cop(90_000)


def test_the_recipients_freight_is_ours_out_of_what_was_collected(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed(cod_amount="50000", payer="recipient")
    price = int(Decimal(guide["price"]["amount"]))

    collecting.hand_over(guide, 50_000 + price)

    cod, ledger = collecting.cod(guide), collecting.ledger
    assert ledger.account("merchant", str(cod.customer_id)) == cop(50_000)
    assert ledger.account("collector", "field") == -cop(50_000 + price)
    shown = lines(guide, merchant)
    assert shown["collected"] == 50_000 + price
    assert shown["net"] == shown["balance"] == 50_000
    assert shown["freight"] + shown["fee"] + shown["iva"] == -price


def test_less_than_expected_is_short_until_somebody_decides(
    confirmed, collecting, published
) -> None:
    guide = confirmed(cod_amount="90000")

    collecting.hand_over(guide, 60_000)

    cod, ledger = collecting.cod(guide), collecting.ledger
    assert (cod.status, cod.collected) == ("short", cop(60_000))
    assert ledger.account("expected", str(cod.customer_id)) == cop(30_000)
    [(told, _)] = published("orders.cod.short")
    assert told.missing == cop(30_000)
    assert published("orders.cod.collected") == []


@pytest.mark.parametrize(("stands", "remitted"), [(90_000, "collected"), (60_000, "remitted")])
def test_a_shortage_is_the_collectors_or_the_merchants(
    confirmed, collecting, stands, remitted
) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.hand_over(guide, 60_000)
    collecting.close_cash(guide, expected=60_000, counted=60_000)

    where = f"{BASE}/cod/{guide['number']}/settle"
    answer = collecting.staff.post(where, json={"amount": str(stands), "reason": "acta"})
    collecting.settle()

    assert (answer.status_code, answer.json()["status"]) == (200, remitted)
    cod, ledger = collecting.cod(guide), collecting.ledger
    assert cod.collected == cop(stands)
    assert not ledger.account("expected", str(cod.customer_id))
    assert ledger.account("merchant", str(cod.customer_id)) == cop(stands)
    assert ledger.account("collector", "field") == cop(60_000 - stands)


@pytest.mark.parametrize(("amount", "status"), [("40000", "expected"), ("0", "failed")])
def test_less_is_expected_once_the_merchant_mended_it(
    confirmed, collecting, merchant, amount, status
) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.settle()

    body = {"cod_amount": amount, "reason": "abonó"}
    mended = merchant.post(f"{BASE}/guides/{guide['number']}/mend", json=body)
    assert mended.status_code == 200, mended.json()
    collecting.settle()

    cod = collecting.cod(guide)
    assert cod.status == status
    expected = collecting.ledger.account("expected", str(cod.customer_id))
    assert expected == cop(int(amount))
    collecting.tell(guide, "delivered")
    assert collecting.ledger.account("merchant", str(cod.customer_id)) == cop(int(amount))


def test_who_says_it_was_another_amount_keeps_it_from_being_paid(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.hand_over(guide, 90_000)
    where = f"{BASE}/cod/{guide['number']}/dispute"

    answer = merchant.post(where, json={"amount": "80000", "reason": "pagó menos"})
    again = merchant.post(where, json={"amount": "80000", "reason": "pagó menos"})

    assert (answer.status_code, answer.json()["dispute_reason"]) == (200, "pagó menos")
    assert (again.status_code, again.json()["code"]) == (409, "orders.cod.transition_refused")
    disputed = collecting.staff.get(f"{BASE}/cod?disputed=true").json()["results"]
    assert [row["number"] for row in disputed] == [guide["number"]]


def test_no_more_than_expected_was_collected(confirmed, collecting, merchant) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.hand_over(guide, 90_000)

    where = f"{BASE}/cod/{guide['number']}/dispute"
    answer = merchant.post(where, json={"amount": "90001", "reason": "x"})

    assert (answer.status_code, answer.json()["code"]) == (422, "orders.cod.above_expected")


def test_another_amount_told_later_is_a_dispute(confirmed, collecting) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.tell(guide, "delivered")

    collecting.hand_over(guide, 70_000)

    cod = collecting.cod(guide)
    assert (cod.status, cod.dispute_amount) == ("collected", cop(70_000))
    assert cod.disputed_at is not None


def test_nobody_sees_anothers_money(confirmed, collecting, api) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.settle()
    stranger = api.as_merchant()

    for where in (f"cod/{guide['number']}", f"guides/{guide['number']}/statement"):
        assert stranger.get(f"{BASE}/{where}").status_code == 404
    assert stranger.get(f"{BASE}/cod").json()["results"] == []
    assert stranger.get(f"{BASE}/cod-ageing").json()["results"] == []


def test_how_old_it_is(confirmed, collecting, merchant) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.hand_over(guide, 90_000)
    confirmed(cod_amount="40000")
    collecting.settle()
    Cod.objects.filter(guide__number=guide["number"]).update(
        collected_at=clock.now().replace(year=clock.now().year - 1)
    )

    results = merchant.get(f"{BASE}/cod-ageing").json()["results"]

    found = {(r["status"], r["days"], r["count"]): r["amount"]["amount"] for r in results}
    assert found == {("expected", "0-3", 1): "40000.00", ("collected", "31+", 1): "90000.00"}


@pytest.mark.parametrize("event", CodEvent)
@pytest.mark.parametrize("status", CodStatus)
def test_money_moves_by_its_table_only(status, event) -> None:
    cod = Cod(status=status.value)
    if (status, event) in TRANSITIONS:
        move_cod(cod, event)
        assert cod.status == TRANSITIONS[status, event]
        return
    with pytest.raises(DomainError) as refused:
        move_cod(cod, event)
    assert refused.value.code == "orders.cod.transition_refused"
