"""What a merchant owes us of its parcels: its wallet pays it, or it is claimed."""

from datetime import timedelta

import pytest

from apps.customers.models import LedgerAccount, Lien
from apps.customers.services.liens.collect_claims import collect_claims
from apps.customers.tests.money import balances, fund, pesos
from apps.customers.tests.test_cancellation_fees import cancelled, of
from apps.customers.tests.test_liens import claim, owe, pay_out
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import GuideMove
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"])


def charge(merchant, amount):
    """A parcel came back: charged to what is collected for its merchant."""
    moves = (
        GuideMove(account="merchant", amount=-pesos(amount)),
        GuideMove(account="income", detail="return_freight", amount=pesos(amount)),
    )
    registry.get(CustomersApi).post_guide_money(
        idempotency_key=f"charge:{new_id()}",
        customer_id=merchant.id,
        kind="adjustment",
        purpose="returned",
        moves=moves,
        reference_id=new_id(),
        description="Devolución",
    )


def collect(merchant, most, key="d-1", reference=None):
    return registry.get(CustomersApi).collect_debt(
        idempotency_key=key,
        customer_id=merchant.id,
        most=pesos(most),
        reference_id=reference or merchant.id,
        description="Devolución",
    )


def hold(merchant, amount=1_000):
    return registry.get(CustomersApi).place_hold(
        idempotency_key=f"hold:{new_id()}",
        customer_id=merchant.id,
        amount=pesos(amount),
        purpose="guide",
        reference_id=new_id(),
    )


def refused(merchant):
    with pytest.raises(DomainError) as error:
        hold(merchant)
    return error.value.code


def payable(merchant):
    return of("cod_payable", owner_id=merchant.id)


def test_the_wallet_pays_it_once(make_merchant, published):
    merchant = make_merchant()
    fund(merchant, 30_000)
    charge(merchant, 22_926)

    first = collect(merchant, 22_926)

    assert (first.from_wallet, first.claimed) == (pesos(22_926), pesos(0))
    assert collect(merchant, 50_000) == first
    assert balances(merchant) == (7_074, 0)
    assert payable(merchant) == 0
    [(told, _)] = published("customers.wallet.debited")
    assert (told.amount, told.purpose) == (pesos(22_926), "guide_debt")


def test_what_is_collected_for_it_pays_first(make_merchant):
    merchant = make_merchant()
    fund(merchant, 30_000)
    owe(merchant, 9_000)
    charge(merchant, 12_000)

    assert collect(merchant, 12_000).from_wallet == pesos(3_000)
    assert balances(merchant) == (27_000, 0)

    with pytest.raises(DomainError) as nothing:
        collect(merchant, 12_000, key="d-2")
    assert nothing.value.code == "customers.nothing_owed"
    charge(merchant, 1_000)
    # The key of what was refused is as good as new.
    assert collect(merchant, 12_000, key="d-2", reference=new_id()).from_wallet == pesos(1_000)


def test_a_credit_line_pays_too(make_merchant, api):
    merchant = make_merchant()
    LedgerAccount.objects.filter(owner_id=merchant.id, purpose="wallet_available").update(
        floor=-pesos(20_000).units
    )
    charge(merchant, 15_000)

    assert collect(merchant, 15_000).from_wallet == pesos(15_000)
    assert balances(merchant) == (-15_000, 0)


def test_an_empty_wallet_is_claimed_of_the_next_payout(make_merchant):
    merchant = make_merchant()
    charge(merchant, 15_000)

    assert collect(merchant, 15_000).claimed == pesos(15_000)
    assert payable(merchant) == 0
    owe(merchant, 40_000)
    paid = pay_out(merchant, 40_000)

    assert paid.paid == pesos(25_000)
    assert [(taken.kind, taken.amount) for taken in paid.liens] == [("guide_debt", pesos(15_000))]
    assert Lien.objects.get().status == "satisfied"


def test_unpaid_past_its_day_it_blocks_new_guides_until_a_top_up_pays_it(make_merchant):
    merchant = make_merchant()
    charge(merchant, 15_000)
    collect(merchant, 15_000)
    fund(merchant, 6_000)
    hold(merchant)

    with clock.at(clock.now() + timedelta(days=1)):
        assert refused(merchant) == "customers.credit.overdue"
        assert collect_claims() == 1
        assert balances(merchant) == (0, 1_000)
        assert refused(merchant) == "customers.credit.overdue"

        fund(merchant, 20_000)
        assert collect_claims(customer_id=merchant.id) == 1
        assert collect_claims() == 0
        assert balances(merchant) == (10_000, 1_000)
        hold(merchant)

    lien = Lien.objects.get()
    assert (lien.status, lien.taken) == ("satisfied", pesos(15_000))
    assert [pesos(5_000), pesos(10_000)] == [t.amount for t in lien.takings.all()]


def test_a_fee_that_a_wallet_could_not_pay_is_such_a_debt_too(make_merchant, deliver, api):
    merchant = make_merchant()
    deliver(cancelled(merchant, 5_000), consumer_context="customers")

    credit = api.as_merchant(merchant.id).get("/api/v1/customers/credit").json()
    assert credit["owed"]["amount"] == "5000.00"
    with clock.at(clock.now() + timedelta(days=1)):
        assert refused(merchant) == "customers.credit.overdue"
        fund(merchant, 5_000)
        collect_claims()
        assert Lien.objects.get().status == "satisfied"


def test_a_loan_of_another_context_is_left_to_payouts(make_merchant):
    merchant = make_merchant()
    fund(merchant, 5_000)
    claim(merchant, 4_000)
    with clock.at(clock.now() + timedelta(days=400)):
        assert collect_claims() == 0
    assert balances(merchant) == (5_000, 0)
