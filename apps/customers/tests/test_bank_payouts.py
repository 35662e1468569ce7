"""Money that was earned, taken from the wallet to its owner's bank, and back."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command

from apps.customers.domain.banks import TRANSITIONS, Action, Status, most_of, next_status
from apps.customers.models import BankAccount, BankPayout, LedgerEntry
from apps.customers.services.bank.rates import add_gmf_rate
from apps.customers.services.ledger.verify_ledger import verify_ledger
from apps.customers.tests.money import TESTS, balances, fund, pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import GuideMove
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"])
BASE = "/api/v1/customers"
NUMBER = "12345678901"
SET = datetime(2026, 3, 2, 15, tzinfo=UTC)
LATER = SET + timedelta(hours=72)


@pytest.fixture
def rate():
    add_gmf_rate(valid_from=date(2007, 1, 1), per_mille=Decimal(4), actor=TESTS)


def account(api, merchant, *, at=SET, auto=False, **changes):
    body = {"bank": "1007", "kind": "savings", "number": NUMBER, "auto": auto, **changes}
    with clock.at(at):
        return api.as_merchant(merchant.id).put(f"{BASE}/bank-account", json=body)


def earn(merchant, amount, *, reference=None, key=None):
    return registry.get(CustomersApi).pay_settlement(
        idempotency_key=key or str(new_id()), customer_id=merchant.id, net=pesos(amount),
        withheld=pesos(0), deducted=pesos(0), reference_id=reference or new_id(), description="",
    )  # fmt: skip


@pytest.fixture
def banked(make_merchant, api, rate):
    """A merchant with a bank account that has cooled, and the clock after that."""
    merchant = make_merchant()
    assert account(api, merchant).status_code == 200
    with clock.at(LATER):
        yield merchant


def ask(api, merchant, amount, **options):
    return api.as_merchant(merchant.id).post(
        f"{BASE}/payouts", json={"amount": str(amount)}, **options
    )


def sent(api, merchant, amount=100_000):
    payout = ask(api, merchant, amount).json()
    admin = api.as_role("admin")
    batch = admin.post(f"{BASE}/bank-batches").json()
    done = admin.post(f"{BASE}/bank-batches/{batch['id']}/sending")
    assert done.json()["sent_at"], done.content
    return payout, admin, batch


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": "12a45678"}, "customers.bank.number_invalid"),
        ({"number": "12345"}, "customers.bank.number_invalid"),
        ({"number": "123456789012345678"}, "customers.bank.number_invalid"),
        ({"number": "١٢٣٤٥٦٧٨"}, "customers.bank.number_invalid"),
        ({"bank": "1507"}, "customers.bank.number_invalid"),
        ({"bank": "1507", "kind": "deposit", "number": "2001234567"},
         "customers.bank.number_invalid"),
        ({"kind": "deposit"}, "customers.bank.number_invalid"),
        ({"bank": "9999"}, "customers.bank.unknown"),
    ],
)  # fmt: skip
def test_refuses_an_account_that_is_none(make_merchant, api, changes, code):
    answer = account(api, make_merchant(), **changes)
    assert answer.json()["code"] == code
    assert not BankAccount.objects.exists()


def test_its_number_is_sealed_and_shown_to_nobody(make_merchant, api, published):
    merchant = make_merchant()
    shown = account(api, merchant, number="123-456 78901")
    staff = api.as_role("admin").get(f"{BASE}/merchants/{merchant.id}/bank-account")
    told = published("customers.customer.bank_account_changed")

    assert shown.json()["last_digits"] == "8901"
    for text in (shown.content, staff.content, repr(told).encode()):
        assert NUMBER.encode() not in text
    assert NUMBER.encode() not in bytes(BankAccount.objects.get().sealed)
    assert [(event.bank, event.last_digits) for event, _ in told] == [("1007", "8901")]


def test_an_account_that_changed_cools_before_it_is_paid_to(banked, api):
    earn(banked, 500_000)
    account(api, banked, at=LATER, number="999999999")
    refused = ask(api, banked, 100_000)
    assert refused.json()["code"] == "customers.bank.cooling"
    with clock.at(LATER + timedelta(hours=72)):
        assert ask(api, banked, 100_000).json()["last_digits"] == "9999"


def test_an_api_key_neither_sets_an_account_nor_asks_for_a_payout(banked, api):
    key = api.as_key(banked.id, scopes=("wallet:write", "wallet:read", "customers:write"))
    body = {"bank": "1007", "kind": "savings", "number": NUMBER}
    assert key.put(f"{BASE}/bank-account", json=body).status_code == 403
    assert key.post(f"{BASE}/payouts", json={"amount": "1"}).status_code == 403


def test_the_4x1000_is_a_line_of_its_own(banked, api):
    earn(banked, 500_000)
    mine, body = api.as_merchant(banked.id), {"amount": "100000"}
    answer = mine.post(f"{BASE}/payouts", json=body, key="p")
    again = mine.post(f"{BASE}/payouts", json=body, key="p")
    assert again.json()["id"] == answer.json()["id"]
    assert (answer.status_code, answer.json()["status"]) == (201, "ready")
    assert (answer.json()["amount"]["amount"], answer.json()["gmf"]["amount"]) == (
        "100000.00", "400.00",
    )  # fmt: skip
    assert balances(banked) == (399_600, 0)
    lines = LedgerEntry.objects.filter(account__purpose="in_transit")
    assert sorted(line.amount // 100 for line in lines) == [400, 100_000]


def test_the_rate_is_the_one_of_the_day(banked, api):
    add_gmf_rate(valid_from=LATER.date(), per_mille=Decimal(2), actor=TESTS)
    earn(banked, 500_000)
    assert ask(api, banked, 100_000).json()["gmf"]["amount"] == "200.00"


def test_without_a_rate_of_the_day_nothing_leaves(make_merchant, api):
    merchant = make_merchant()
    account(api, merchant)
    with clock.at(LATER):
        earn(merchant, 500_000)
        assert ask(api, merchant, 1_000).json()["code"] == "customers.payout.rate_missing"
    assert balances(merchant) == (500_000, 0)


@pytest.mark.parametrize("whole", [1, 2, 250, 251, 1_004, 100_400, 999_999, 12_345_678])
def test_the_most_that_leaves_with_its_levy_is_the_most(whole):
    most = most_of(pesos(whole), Decimal(4))
    gmf = lambda amount: int((Decimal(amount) * 4 / 1000).quantize(Decimal(1), "ROUND_HALF_UP"))  # noqa: E731
    n = int(most.amount)
    assert n + gmf(n) <= whole < n + 1 + gmf(n + 1)


def test_what_was_topped_up_goes_to_no_bank(banked, api):
    fund(banked, 1_000_000)
    earn(banked, 50_000)
    over = ask(api, banked, 49_802)
    assert over.json()["code"] == "customers.payout.exceeds_earned"
    assert ask(api, banked, 49_800).status_code == 201
    assert ask(api, banked, 2).json()["code"] == "customers.payout.exceeds_earned"


def test_refuses_what_is_not_there(banked, api, make_merchant):
    earn(banked, 100_000)
    assert ask(api, banked, 99_999).json()["code"] == "customers.insufficient_funds"
    assert ask(api, banked, 0).json()["code"] == "customers.amount_not_positive"
    other = make_merchant()
    earn(other, 100_000)
    assert ask(api, other, 1_000).json()["code"] == "customers.bank.account_missing"


def test_the_file_tells_the_bank_and_sending_posts_it_once(banked, api, published):
    earn(banked, 500_000)
    _, admin, batch = sent(api, banked)
    admin.post(f"{BASE}/bank-batches/{batch['id']}/sending")
    text = admin.get(f"{BASE}/bank-batches/{batch['id']}/file.csv").getvalue().decode()
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (row["codigo_banco"], row["tipo_cuenta"], row["numero_cuenta"], row["valor"]) == (
        "1007", "S", NUMBER, "100000",
    )  # fmt: skip
    assert row["numero_documento"] == banked.document_number
    told = published("customers.payout.sent")
    assert [(event.amount, event.gmf) for event, _ in told] == [(pesos(100_000), pesos(400))]
    bank = LedgerEntry.objects.filter(account__purpose="bank", account__owner_id=None)
    assert sum(entry.amount for entry in bank) == pesos(100_400).units
    again = admin.post(f"{BASE}/bank-batches")
    assert again.json()["code"] == "customers.payout.nothing_ready"


@pytest.mark.parametrize(("end", "back"), [("failure", 500_000), ("return", 499_600)])
def test_what_did_not_arrive_is_in_the_wallet_again_once(banked, api, published, end, back):
    earn(banked, 500_000)
    payout, admin, _ = sent(api, banked)
    path = f"{BASE}/payouts/{payout['id']}"
    assert admin.post(f"{path}/{end}", json={"reason": "cuenta cerrada"}).status_code == 200
    assert balances(banked) == (back, 0)
    for late in ("failure", "return"):
        answer = admin.post(f"{path}/{late}", json={"reason": "otra vez"})
        assert answer.json()["code"] == "customers.payout.transition"
    assert balances(banked) == (back, 0)
    name = "failed" if end == "failure" else "returned"
    assert [event.reason for event, _ in published(f"customers.payout.{name}")] == [
        "cuenta cerrada"
    ]


def test_it_is_cancelled_until_it_is_in_a_file(banked, api):
    earn(banked, 500_000)
    mine = api.as_merchant(banked.id)
    first = ask(api, banked, 1_000).json()
    done = mine.post(f"{BASE}/payouts/{first['id']}/cancellation", json={"reason": "no"})
    assert (done.json()["status"], balances(banked)) == ("cancelled", (500_000, 0))
    second = ask(api, banked, 1_000).json()
    api.as_role("admin").post(f"{BASE}/bank-batches")
    late = mine.post(f"{BASE}/payouts/{second['id']}/cancellation", json={"reason": "no"})
    assert late.json()["code"] == "customers.payout.transition"


def test_a_large_payout_takes_two_people_and_its_file_another(banked, api):
    earn(banked, 30_000_000)
    payout = ask(api, banked, 10_000_001).json()
    first, second = api.as_role("admin"), api.as_role("admin")
    path = f"{BASE}/payouts/{payout['id']}/approval"
    assert payout["status"] == "waiting"
    assert first.post(f"{BASE}/bank-batches").json()["code"] == "customers.payout.nothing_ready"
    assert first.post(path).json()["status"] == "waiting"
    assert first.post(path).json()["code"] == "customers.payout.second_person"
    assert second.post(path).json()["status"] == "ready"
    batch = first.post(f"{BASE}/bank-batches").json()
    sending = f"{BASE}/bank-batches/{batch['id']}/sending"
    assert first.post(sending).json()["code"] == "customers.payout.second_person"
    assert second.post(sending).json()["sent_by"]


def test_anothers_payout_is_not_found(banked, api, make_merchant):
    earn(banked, 500_000)
    payout = ask(api, banked, 1_000).json()
    other = api.as_merchant(make_merchant().id)
    for answer in (
        other.get(f"{BASE}/payouts/{payout['id']}"),
        other.post(f"{BASE}/payouts/{payout['id']}/cancellation", json={"reason": "no"}),
    ):
        assert answer.json()["code"] == "customers.payout.not_found"
    assert other.get(f"{BASE}/payouts").json()["results"] == []


def test_a_settlement_goes_on_to_the_bank_and_is_sent_again_without_a_second_credit(
    banked, api, published
):
    account(api, banked, at=SET - timedelta(days=5), auto=True)
    reference = new_id()
    earn(banked, 1_004_000, reference=reference, key="s")
    row = BankPayout.objects.get()
    assert (row.amount, row.gmf, row.source) == (pesos(1_000_000), pesos(4_000), "settlement")
    assert balances(banked) == (0, 0)
    customers = registry.get(CustomersApi)
    ask_again = {"customer_id": banked.id, "reference_id": reference}
    assert customers.resend_payout(idempotency_key="early", **ask_again) is None

    admin = api.as_role("admin")
    batch = admin.post(f"{BASE}/bank-batches").json()
    admin.post(f"{BASE}/bank-batches/{batch['id']}/sending")
    admin.post(f"{BASE}/payouts/{row.id}/failure", json={"reason": "cuenta inactiva"})
    earn(banked, 1_004_000, reference=reference, key="s")
    assert balances(banked) == (1_004_000, 0)
    again = customers.resend_payout(idempotency_key="again", **ask_again)
    assert customers.resend_payout(idempotency_key="again", **ask_again) == again
    assert again.amount == pesos(1_000_000)
    assert balances(banked) == (0, 0)
    ((failed, _),) = published("customers.payout.failed")
    assert (failed.source, failed.reference_id) == ("settlement", reference)


def test_what_was_collected_at_the_door_goes_on_to_the_bank(banked, api):
    account(api, banked, at=SET - timedelta(days=5), auto=True)
    customers, payout_id = registry.get(CustomersApi), new_id()
    customers.post_guide_money(
        idempotency_key="cod", customer_id=banked.id, kind="cod", purpose="cod_collected",
        moves=(GuideMove(account="merchant", amount=pesos(502_000)),
               GuideMove(account="collector", amount=-pesos(502_000), detail=str(new_id()))),
        reference_id=new_id(), description="",
    )  # fmt: skip
    paid = customers.pay_out(
        idempotency_key="out", customer_id=banked.id, amount=pesos(502_000),
        reference_id=payout_id, description="",
    )  # fmt: skip
    row = BankPayout.objects.get()
    assert (row.source, row.reference_id, row.amount, row.gmf) == (
        "cod_payout", payout_id, pesos(500_000), pesos(2_000),
    )  # fmt: skip
    assert paid.paid == pesos(502_000)
    assert balances(banked) == (0, 0)


def test_returned_its_levy_is_missing_and_it_is_not_sent_again_until_it_is_there(banked, api):
    account(api, banked, at=SET - timedelta(days=5), auto=True)
    reference = new_id()
    earn(banked, 1_004_000, reference=reference)
    admin = api.as_role("admin")
    batch = admin.post(f"{BASE}/bank-batches").json()
    admin.post(f"{BASE}/bank-batches/{batch['id']}/sending")
    admin.post(f"{BASE}/payouts/{BankPayout.objects.get().id}/return", json={"reason": "no"})
    assert balances(banked) == (1_000_000, 0)
    customers = registry.get(CustomersApi)
    again = customers.resend_payout(
        idempotency_key="again", customer_id=banked.id, reference_id=reference
    )
    assert again.amount + again.gmf <= pesos(1_000_000)
    assert again.amount == most_of(pesos(1_000_000), Decimal(4))


def test_play_money_is_at_its_bank_at_once(make_merchant, api, rate, published):
    twin = make_merchant(livemode=False)
    account(api, twin, auto=True)
    with clock.at(LATER):
        earn(twin, 1_004_000)
    assert BankPayout.objects.get().status == "sent"


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("action", list(Action))
def test_every_step_of_a_payout_is_in_its_table(status, action):
    if (status, action) in TRANSITIONS:
        assert next_status(status, action) is TRANSITIONS[status, action]
    else:
        with pytest.raises(DomainError) as refused:
            next_status(status, action)
        assert refused.value.code == "customers.payout.transition"


def test_the_command_writes_the_file_for_its_owner_alone(banked, api, tmp_path):
    earn(banked, 500_000)
    ask(api, banked, 1_000)
    path = tmp_path / "pagos.csv"
    out = io.StringIO()
    call_command("bank_batch", str(path), stdout=out)
    assert NUMBER in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "1 payouts" in out.getvalue()


@pytest.mark.django_db(databases=["customers"], transaction=True)
def test_the_ledger_agrees_after_all_of_it(banked, api):
    earn(banked, 500_000)
    payout, admin, _ = sent(api, banked)
    admin.post(f"{BASE}/payouts/{payout['id']}/return", json={"reason": "no"})
    assert not verify_ledger().difference
