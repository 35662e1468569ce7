"""Paying merchants what was collected for them, on their days, less what others take."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from structlog.testing import capture_logs

from apps.orders.domain.money.shares import share_liens
from apps.orders.models import Payout
from apps.orders.services.payouts.run import run_payouts
from apps.orders.services.payouts.set_calendar import pause_payouts
from apps.orders.tests.collecting import BASE, cop
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money, total

pytestmark = pytest.mark.django_db(databases=["orders"])
TUESDAY = datetime(2026, 12, 1, 10, 30, tzinfo=BOGOTA)


def delivered(confirmed, collecting, amount=90_000):
    guide = confirmed(cod_amount=str(amount))
    collecting.tell(guide, "delivered")
    return guide


def pay(collecting, at=TUESDAY):
    with clock.at(at):
        begun = run_payouts()
        collecting.settle()
    return begun


def test_an_operator_pays_us_and_the_merchant_is_paid_on_its_day(
    confirmed, collecting, merchant, published
) -> None:
    guide = delivered(confirmed, collecting)
    assert pay(collecting) == 0

    answer = collecting.remit("R-1", (guide["number"], 90_000))

    assert answer.status_code == 201, answer.json()
    assert answer.json()["matched"]["amount"] == "90000.00"
    cod, ledger = collecting.cod(guide), collecting.ledger
    assert cod.status == "remitted"
    assert not ledger.account("collector", str(cod.operator_id))

    assert pay(collecting) == 1

    assert collecting.cod(guide).status == "paid_out"
    assert ledger.account("wallet", str(cod.customer_id)) == cop(90_000)
    assert not ledger.account("merchant", str(cod.customer_id))
    [(told, _)] = published("orders.cod.paid_out")
    assert (told.paid, told.liens) == (cop(90_000), cop(0))
    [row] = merchant.get(f"{BASE}/payouts").json()["results"]
    assert (row["status"], row["paid"]["amount"]) == ("paid", "90000.00")
    lines = merchant.get(f"{BASE}/payouts/{row['id']}/lines").json()["results"]
    assert [(li["number"], li["paid"]["amount"]) for li in lines] == [(guide["number"], "90000.00")]
    statement = merchant.get(f"{BASE}/guides/{guide['number']}/statement").json()
    assert (statement["paid"]["amount"], statement["balance"]["amount"]) == ("90000.00", "0.00")


def test_liens_of_a_payout_are_shared_by_guide(confirmed, collecting, merchant) -> None:
    guides = [delivered(confirmed, collecting, amount) for amount in (90_000, 30_000)]
    back = confirmed()
    collecting.tell(back, "returned")
    collecting.remit("R-1", (guides[0]["number"], 90_000), (guides[1]["number"], 30_000))
    collecting.ledger.lien = cop(10_000)

    pay(collecting)

    payout = Payout.objects.get()
    lines = list(payout.lines.order_by("-net"))
    assert [li.liens for li in lines] == [cop(7_500), cop(2_500), cop(0)]
    assert total(li.paid for li in lines) == payout.paid == payout.gross - cop(10_000)
    for guide in (*guides, back):
        shown = merchant.get(f"{BASE}/guides/{guide['number']}/statement").json()
        assert shown["balance"]["amount"] == "0.00"
    [row] = merchant.get(f"{BASE}/payouts").json()["results"]
    assert [lien["amount"]["amount"] for lien in row["liens"]] == ["10000.00"]


def test_who_owes_us_pays_it_out_of_what_is_collected_already(confirmed, collecting) -> None:
    guide = delivered(confirmed, collecting)
    back = confirmed()
    collecting.tell(back, "returned")
    # What is collected is not with us yet.
    assert pay(collecting) == 0

    collecting.remit("R-1", (guide["number"], 90_000))
    pay(collecting)

    assert Payout.objects.get().gross == cop(90_000 - 12_320 - 2_341)


def test_what_is_disputed_is_not_paid(confirmed, collecting, merchant) -> None:
    guide = delivered(confirmed, collecting)
    where = f"{BASE}/cod/{guide['number']}"
    merchant.post(f"{where}/dispute", json={"amount": "80000", "reason": "x"})
    collecting.remit("R-1", (guide["number"], 90_000))
    assert pay(collecting) == 0

    collecting.staff.post(f"{where}/settle", json={"amount": "80000", "reason": "recibo"})
    collecting.settle()

    assert pay(collecting) == 1
    assert Payout.objects.get().paid == cop(80_000)
    # What the operator paid too much is the operator's.
    operator = str(collecting.cod(guide).operator_id)
    assert collecting.ledger.account("collector", operator) == cop(10_000)


def test_once_a_day_however_often_it_runs(confirmed, collecting) -> None:
    for reference in ("R-1", "R-2"):
        guide = delivered(confirmed, collecting)
        collecting.remit(reference, (guide["number"], 90_000))
        pay(collecting)
        pay(collecting)
    assert Payout.objects.count() == 1


def test_a_lost_answer_pays_once(confirmed, collecting) -> None:
    guide = delivered(confirmed, collecting)
    collecting.remit("R-1", (guide["number"], 90_000))
    collecting.ledger.fail_next("pay_out", "after")

    pay(collecting)

    cod = collecting.cod(guide)
    assert cod.status == "paid_out"
    assert collecting.ledger.account("wallet", str(cod.customer_id)) == cop(90_000)


def test_what_the_ledger_refuses_waits_for_the_next_payout(confirmed, collecting) -> None:
    guide = delivered(confirmed, collecting)
    collecting.remit("R-1", (guide["number"], 90_000))
    owner = ("merchant", str(collecting.cod(guide).customer_id))
    kept = collecting.ledger.accounts.pop(owner)
    with capture_logs() as told:
        for minutes in (0, 15, 30):
            assert pay(collecting, TUESDAY + timedelta(minutes=minutes)) == 1
    failed = Payout.objects.get()
    assert (failed.status, failed.failure) == ("failed", "customers.payout_exceeds_cod")
    assert [row["event"] for row in told if row["log_level"] == "error"] == ["payout.refused"]

    # What is payable by now, and not what was then.
    more = delivered(confirmed, collecting, amount=10_000)
    collecting.remit("R-2", (more["number"], 10_000))
    collecting.ledger.accounts[owner] = kept + cop(10_000)
    assert pay(collecting, TUESDAY + timedelta(minutes=45)) == 1
    paid = Payout.objects.get()
    assert (paid.pk, paid.status, paid.failure) == (failed.pk, "paid", "")
    assert (paid.paid, paid.tries) == (cop(100_000), 4)
    assert collecting.cod(guide).status == collecting.cod(more).status == "paid_out"


def test_a_correction_after_the_payout_is_borne_by_the_wallet(confirmed, collecting, api) -> None:
    guide = delivered(confirmed, collecting)
    collecting.remit("R-1", (guide["number"], 90_000))
    pay(collecting)
    where = f"{BASE}/guides/{guide['number']}/corrections"
    asked = collecting.staff.post(where, json={"to": "returned", "reason": "no se entregó"})
    assert asked.status_code == 201, asked.json()
    second = api.as_role("admin")
    decided = second.post(
        f"{BASE}/corrections/{asked.json()['id']}/decision", json={"approve": True}
    )
    assert decided.status_code == 200, decided.json()
    collecting.settle()

    cod, ledger = collecting.cod(guide), collecting.ledger
    assert (cod.status, cod.round, cod.collected) == ("failed", 2, cop(0))
    # It was paid out: the wallet gives it back, and pays what the parcel cost.
    assert not ledger.account("merchant", str(cod.customer_id))
    wallet = ledger.account("wallet", str(cod.customer_id))
    assert wallet == cop(3_570 - 12_320 - 2_341)
    # The operator gave us money that nobody collected.
    assert ledger.account("collector", str(cod.operator_id)) == cop(90_000)
    assert not ledger.account("expected", str(cod.customer_id))


def test_a_merchant_chooses_its_days(confirmed, collecting, merchant) -> None:
    guide = delivered(confirmed, collecting)
    collecting.remit("R-1", (guide["number"], 90_000))

    body = {"weekdays": [2], "hour": 15, "minimum": "100000"}
    answer = merchant.put(f"{BASE}/payout-calendar", json=body)
    assert answer.status_code == 200, answer.json()
    assert answer.json()["waiting"]["amount"] == "90000.00"
    assert pay(collecting) == 0
    wednesday = datetime(2026, 12, 2, 15, 1, tzinfo=BOGOTA)
    assert pay(collecting, wednesday) == 0

    merchant.put(f"{BASE}/payout-calendar", json={**body, "minimum": "0"})
    assert pay(collecting, wednesday.replace(hour=14)) == 0
    pause_payouts(customer_id=merchant.customer_id, paused=True, reason="revisión", actor=SYSTEM)
    assert pay(collecting, wednesday) == 0
    pause_payouts(customer_id=merchant.customer_id, paused=False, reason="ok", actor=SYSTEM)
    assert pay(collecting, wednesday) == 1


def test_a_command_pays_whatever_the_day(confirmed, collecting, capsys) -> None:
    guide = delivered(confirmed, collecting)
    collecting.remit("R-1", (guide["number"], 90_000))

    call_command("pay_out_cod", "--dry-run")
    assert "90.000" in capsys.readouterr().out
    assert not Payout.objects.exists()

    call_command("pay_out_cod", "--day", "2026-12-03")
    collecting.settle()

    assert Payout.objects.get().status == "paid"


def test_statements_as_a_list_and_a_file_add_up(confirmed, collecting, merchant) -> None:
    one = delivered(confirmed, collecting)
    two = confirmed(cod_amount="40000")
    collecting.tell(two, "returned")

    rows = merchant.get(f"{BASE}/statements").json()["results"]
    assert {row["number"] for row in rows} == {one["number"], two["number"]}
    columns = ("collected", "freight", "fee", "iva", "return_freight", "wallet", "adjustment",
               "claim")  # fmt: skip
    for row in rows:
        parts = sum(float(row[name]["amount"]) for name in columns)
        assert parts == float(row["net"]["amount"])

    today = clock.today()
    file = merchant.get(f"{BASE}/statements.csv?since={today}&until={today}")
    text = file.getvalue().decode("utf-8-sig").splitlines()
    assert text[0].startswith("guia,referencia,fecha,estado,recaudado,flete")
    assert len(text) == 3
    wrong = merchant.get(f"{BASE}/statements.csv?since=2026-02-01&until=2026-01-01")
    assert wrong.json()["code"] == "orders.cod.period_invalid"


def test_guides_that_cost_bear_no_liens() -> None:
    nets = [cop(100), cop(-40), cop(50)]
    assert share_liens(nets, cop(31)) == [cop(21), cop(0), cop(10)]
    assert share_liens(nets, Money.zero()) == [Money.zero()] * 3
