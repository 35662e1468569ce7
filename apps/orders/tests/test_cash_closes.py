"""Cash counted at a close: it is ours, and what is missing or too much is its holder's."""

import pytest

from apps.orders.models import Remittance
from apps.orders.tests.collecting import BASE, cop
from quenty.kernel.money import Money

pytestmark = pytest.mark.django_db(databases=["orders"])


def test_what_a_courier_lacks_is_the_couriers_debt_not_the_merchants(confirmed, collecting) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.hand_over(guide, 90_000)

    close = collecting.close_cash(guide, expected=90_000, counted=85_000)

    ledger = collecting.ledger
    assert collecting.cod(guide).status == "remitted"
    assert ledger.account("collector", "field") == Money.zero()
    assert ledger.account("collector", str(close.holder_id)) == -cop(5_000)
    assert ledger.account("bank", "cod") == -cop(85_000)


def test_a_close_told_before_the_delivery_ends_alike(confirmed, collecting) -> None:
    guide = confirmed(cod_amount="90000")

    collecting.close_cash(guide, expected=90_000, counted=90_000)
    collecting.hand_over(guide, 90_000)

    cod = collecting.cod(guide)
    assert (cod.status, cod.disputed_at) == ("remitted", None)
    assert collecting.ledger.account("merchant", str(cod.customer_id)) == cop(90_000)


def test_what_a_desk_took_is_known_at_once_and_its_close_makes_it_ours(
    confirmed, collecting, published
) -> None:
    paid, link = confirmed(cod_amount="90000"), confirmed(cod_amount="50000")
    collecting.at_desk(paid, 90_000, times=2)
    collecting.at_desk(link, None)

    cod = collecting.cod(paid)
    assert (cod.status, cod.holder, cod.collected) == ("collected", "field", cop(90_000))
    assert len(published("orders.cod.collected")) == 1
    assert collecting.cod(link).status == "expected"

    close = collecting.close_cash(paid, expected=90_000, counted=85_000)

    ledger = collecting.ledger
    assert collecting.cod(paid).status == "remitted"
    assert ledger.account("collector", "field") == Money.zero()
    assert ledger.account("collector", str(close.holder_id)) == -cop(5_000)


def test_the_cash_says_who_collected_what_staff_told_first(confirmed, collecting) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.tell(guide, "delivered")
    collecting.hand_over(guide, 90_000)

    close = collecting.close_cash(guide, expected=90_000, counted=88_000, times=2)

    cod, ledger = collecting.cod(guide), collecting.ledger
    assert (cod.status, cod.holder, cod.remitted) == ("remitted", "field", cop(90_000))
    assert not ledger.account("collector", str(cod.operator_id))
    assert not ledger.account("collector", "field")
    assert ledger.account("collector", str(close.holder_id)) == -cop(2_000)
    assert ledger.account("bank", "cod") == -cop(88_000)


def test_cash_of_what_was_paid_to_us_already_is_shown_and_owed_to_who_brought_it(
    confirmed, collecting
) -> None:
    guide = confirmed(cod_amount="90000")
    collecting.tell(guide, "delivered")
    collecting.remit("R-1", (guide["number"], 90_000))

    close = collecting.close_cash(guide, expected=90_000, counted=91_000)

    ledger = collecting.ledger
    assert ledger.account("bank", "cod") == -cop(90_000 + 91_000)
    assert ledger.account("collector", str(close.holder_id)) == cop(91_000)
    [shown] = [
        row
        for row in collecting.staff.get(f"{BASE}/cod-remittances").json()["results"]
        if row["reference"] == str(close.close_id)
    ]
    assert (shown["told"]["amount"], shown["matched"]["amount"]) == ("91000.00", "0.00")
    where = f"{BASE}/cod-remittances/{shown['id']}/lines"
    [line] = collecting.staff.get(where).json()["results"]
    assert (line["number"], line["outcome"]) == (guide["number"], "repeated")


def test_a_close_of_parcels_without_cod_keeps_its_difference(confirmed, collecting) -> None:
    guide = confirmed()

    close = collecting.close_cash(guide, expected=0, counted=5_000)

    assert collecting.ledger.account("collector", str(close.holder_id)) == cop(5_000)
    assert collecting.ledger.account("bank", "cod") == -cop(5_000)


@pytest.mark.parametrize("counted", [5_000, 0])
def test_a_close_without_guides_keeps_its_difference(collecting, counted) -> None:
    collecting.ledger.fail_next("post_cash_difference", "after")

    close = collecting.close_cash(expected=2_000, counted=counted, times=3)

    ledger, difference = collecting.ledger, counted - 2_000
    assert ledger.account("collector", str(close.holder_id)) == cop(difference)
    assert ledger.account("bank", "cod") == -cop(difference)
    row = Remittance.objects.get()
    assert (row.difference, bool(row.posting_id)) == (cop(difference), True)


def test_a_close_that_agrees_posts_no_difference(collecting) -> None:
    collecting.close_cash(expected=0, counted=0)
    assert "post_cash_difference" not in collecting.ledger.calls
