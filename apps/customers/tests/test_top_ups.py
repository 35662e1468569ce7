"""Top-ups over HTTP, and callbacks that come twice, late, forged or never."""

import json
from datetime import timedelta

import pytest

from apps.customers.models import LedgerPosting, PaymentCallback, TopUp
from apps.customers.neighbours.payments import SandboxPayments
from apps.customers.services.topups.end_top_ups import expire_top_ups, reverse_top_up
from apps.customers.tests.money import TESTS, balances
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"])
BASE = "/api/v1/customers"
CALLBACKS = f"{BASE}/payments/sandbox/callbacks"


@pytest.fixture
def merchant(make_merchant):
    return make_merchant()


@pytest.fixture
def client(api, merchant):
    return api.as_merchant(merchant.id)


def ask(client, amount="50000", **options):
    return client.post(f"{BASE}/wallet/top-ups", json={"amount": amount}, **options)


def test_a_top_up_is_pending_until_the_sandbox_confirms(client, merchant, run_jobs, published):
    asked = ask(client)
    assert asked.status_code == 201, asked.json()
    assert asked.json()["status"] == "pending"
    assert asked.json()["amount"] == {"amount": "50000.00", "currency": "COP"}
    assert balances(merchant) == (0, 0)

    run_jobs("customers")

    path = f"{BASE}/wallet/top-ups/{asked.json()['id']}"
    assert client.get(path).json()["status"] == "confirmed"
    assert client.get(f"{BASE}/wallet").json()["available"]["amount"] == "50000.00"
    ((credited, envelope),) = published("customers.wallet.credited")
    assert (credited.source, envelope.livemode) == ("top_up", True)
    page = client.get(asked.json()["checkout_url"].split("8000", 1)[1])
    assert (page.status_code, "Pasarela de prueba" in page.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("amount", "status", "available", "callbacks"),
    [
        ("50013", "failed", 0, 1),
        ("50404", "pending", 0, 0),
        ("50222", "confirmed", 50222, 1),
    ],
)
def test_the_sandbox_follows_the_amounts_ending(
    client, merchant, run_jobs, amount, status, available, callbacks
):
    ask(client, amount)

    run_jobs("customers")

    assert TopUp.objects.get().status == status
    assert balances(merchant) == (available, 0)
    assert PaymentCallback.objects.count() == callbacks


def callback(api, top_up, *, signature=None, **changes):
    body = json.dumps(
        {
            "event_id": f"e-{top_up.id}",
            "top_up_id": str(top_up.id),
            "outcome": "approved",
            "amount": str(int(top_up.amount.amount)),
            "reference": "R1",
            **changes,
        }
    )
    signed = SandboxPayments().sign(body.encode()) if signature is None else signature
    return api.anonymous().request("POST", CALLBACKS, data=body, headers={"X-Signature": signed})


def test_a_signed_callback_credits_once_however_often_it_comes(api, client, merchant):
    ask(client)
    top_up = TopUp.objects.get()

    answers = [callback(api, top_up) for _ in range(3)]
    other = callback(api, top_up, event_id="another")

    assert [a.status_code for a in (*answers, other)] == [200] * 4, answers[0].content
    assert answers[0].json() == {"status": "confirmed"}
    assert balances(merchant) == (50000, 0)
    assert LedgerPosting.objects.filter(kind="top_up").count() == 1


@pytest.mark.parametrize("signature", ["", "0" * 64, "ñ", "x"])
def test_a_forged_callback_is_refused(api, client, merchant, signature):
    ask(client)

    refused = callback(api, TopUp.objects.get(), signature=signature)

    assert (refused.status_code, refused.json()["code"]) == (401, "customers.signature_invalid")
    assert balances(merchant) == (0, 0)


def test_another_amount_or_an_unknown_top_up_credits_nothing(api, client, merchant):
    ask(client)
    top_up = TopUp.objects.get()

    assert callback(api, top_up, amount="49999").json()["code"] == "customers.top_up_mismatch"
    gone = callback(api, top_up, top_up_id=str(new_id()))
    assert (gone.status_code, gone.json()["code"]) == (404, "customers.top_up_not_found")
    stranger = api.anonymous().post(
        f"{BASE}/payments/nobody/callbacks",
        json={
            "event_id": "e",
            "top_up_id": str(top_up.id),
            "outcome": "approved",
            "amount": "50000",
            "reference": "R",
        },
    )
    assert stranger.status_code == 401
    assert balances(merchant) == (0, 0)


def test_a_late_callback_still_credits(api, client, merchant):
    ask(client, "50404")
    with clock.at(clock.now() + timedelta(hours=24)):
        assert (expire_top_ups(), expire_top_ups()) == (1, 0)
    top_up = TopUp.objects.get()
    assert top_up.status == "expired"

    assert callback(api, top_up).json() == {"status": "confirmed"}

    assert balances(merchant) == (50404, 0)


def test_a_decline_after_the_confirmation_changes_nothing(api, client, merchant):
    ask(client)
    top_up = TopUp.objects.get()
    callback(api, top_up)

    later = callback(api, top_up, event_id="e2", outcome="declined")

    assert later.json() == {"status": "confirmed"}
    assert balances(merchant) == (50000, 0)


def test_a_charge_back_goes_to_its_source_once(api, client, merchant, published):
    ask(client)
    top_up = TopUp.objects.get()
    callback(api, top_up)

    reversed_ = reverse_top_up(top_up_id=top_up.id, reason="Contracargo", actor=TESTS)

    assert (reversed_.status, balances(merchant)) == ("reversed", (0, 0))
    reversal = LedgerPosting.objects.get(kind="reversal")
    assert reversal.reverses_id == reversed_.posting_id
    assert len(published("customers.wallet.debited")) == 1
    with pytest.raises(DomainError) as caught:
        reverse_top_up(top_up_id=top_up.id, reason="again", actor=TESTS)
    assert caught.value.code == "customers.not_reversible"


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("999", "min_value"),
        ("50000001", "max_value"),
        ("-5000", "negative"),
        ("5000.50", "fraction"),
        (5000.5, "fraction"),
        ("1e9", "invalid"),
        ("NaN", "invalid"),
        (True, "invalid"),
        (None, "null"),
        ([], "invalid"),
        ("٥٠٠٠", "invalid"),
    ],
)
def test_refuses_what_is_no_amount(client, amount, code):
    refused = ask(client, amount)

    assert refused.status_code == 422
    error = refused.json()["errors"][0]
    assert (error["pointer"], error["code"]) == ("amount", code)
    assert TopUp.objects.count() == 0


def test_one_key_asks_once(client):
    first, again = ask(client, key="k"), ask(client, key="k")

    assert again.json() == first.json()
    assert TopUp.objects.count() == 1


def test_who_is_suspended_tops_up_nothing(api, make_merchant):
    refused = ask(api.as_merchant(make_merchant(status="suspended").id))

    assert (refused.status_code, refused.json()["code"]) == (409, "customers.not_active")


def test_anothers_top_up_is_not_there(api, client, make_merchant):
    top_up = ask(client).json()

    seen = api.as_merchant(make_merchant().id).get(f"{BASE}/wallet/top-ups/{top_up['id']}")

    assert (seen.status_code, seen.json()["code"]) == (404, "customers.top_up_not_found")


def test_without_a_real_provider_no_real_money_is_taken(client, settings):
    settings.QUENTY_SANDBOX_PROVIDERS = False

    refused = ask(client)

    assert (refused.status_code, refused.json()["code"]) == (
        503,
        "customers.provider_unavailable",
    )


def test_a_test_key_tops_up_the_twin_with_play_money(api, make_merchant, run_jobs, published):
    twin = make_merchant(livemode=False, kyc="")
    live = make_merchant(twin=twin)
    key = api.as_key(live.id, scopes=("wallet:write",), livemode=False)

    assert ask(key).status_code == 201
    run_jobs("customers")

    assert (balances(twin), balances(live)) == ((50000, 0), (0, 0))
    ((_, envelope),) = published("customers.wallet.credited")
    assert envelope.livemode is False


def test_a_neighbour_tops_up_once_and_gives_it_back_once(merchant, run_jobs):
    customers = registry.get(CustomersApi)
    asked = {
        "idempotency_key": "orders.checkout.1",
        "customer_id": merchant.id,
        "amount": Money(20_000, COP),
        "method": "pse",
    }

    first = customers.start_top_up(**asked)
    assert customers.start_top_up(**asked) == first
    run_jobs("customers")
    assert customers.top_up(top_up_id=first.top_up_id).status == "confirmed"
    assert balances(merchant) == (20_000, 0)
    for _ in range(2):
        given_back = customers.refund_top_up(
            idempotency_key="k", top_up_id=first.top_up_id, reason="orders.quote_expired"
        )

    assert given_back.status == "reversed"
    assert balances(merchant) == (0, 0)
    assert TopUp.objects.count() == 1


def test_a_neighbour_s_small_top_up_is_raised_to_the_least(merchant):
    asked = registry.get(CustomersApi).start_top_up(
        idempotency_key="k", customer_id=merchant.id, amount=Money(10, COP), method="pse"
    )

    assert asked.amount == Money(1_000, COP)
