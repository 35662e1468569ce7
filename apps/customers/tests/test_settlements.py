"""What a payee earned with us, paid to its wallet through the contract."""

import pytest

from apps.customers.models import LedgerEntry, LedgerPosting
from apps.customers.tests.money import balances, fund, pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"])


def pay(merchant, key="s-1", reference=None, lines=(), **changes):
    amounts = {"net": 1_041_840, "withheld": 148_160, "deducted": 0, **changes}
    return registry.get(CustomersApi).pay_settlement(
        idempotency_key=key,
        customer_id=merchant.id,
        reference_id=reference or merchant.id,
        description="Comisiones 2026-06",
        lines=lines,
        **{name: pesos(amount) for name, amount in amounts.items()},
    )


def test_credits_the_net_and_keeps_the_taxes_back(make_merchant, published):
    merchant = make_merchant()

    posting = pay(merchant, deducted=10_000)

    assert balances(merchant) == (1_041_840, 0)
    entries = LedgerEntry.objects.filter(posting_id=posting).select_related("account")
    by_purpose = {entry.account.purpose: entry.amount for entry in entries}
    assert by_purpose == {
        "wallet_available": pesos(1_041_840).units,
        "taxes_withheld": pesos(148_160).units,
        "revenue": pesos(10_000).units,
        "commission_payable": -pesos(1_200_000).units,
    }
    told = published("customers.wallet.credited")
    assert [(p.amount, p.purpose) for p, _ in told] == [(pesos(1_041_840), "commission")]


def test_what_it_owed_us_is_booked_by_kind_with_its_tax_apart(make_merchant):
    merchant = make_merchant()
    lines = (
        RevenueLine(kind="franchise_fee", amount=pesos(500_000)),
        RevenueLine(kind="tax", amount=pesos(95_000), tax_code="iva"),
        RevenueLine(kind="franchise_loan", amount=pesos(50_000)),
        RevenueLine(kind="franchise_claim", amount=pesos(30_000)),
    )
    posting = pay(merchant, net=366_840, deducted=675_000, lines=lines)

    entries = LedgerEntry.objects.filter(posting_id=posting).select_related("account")
    booked = {(e.account.purpose, e.account.detail): e.amount for e in entries}
    ours = ("revenue", "tax_payable", "loan_principal", "claims")
    assert {key: booked[key] for key in booked if key[0] in ours} == {
        ("revenue", "franchise_fee"): pesos(500_000).units,
        ("tax_payable", "iva"): pesos(95_000).units,
        # What was lent comes back: nothing is earned by it.
        ("loan_principal", "franchise"): pesos(50_000).units,
        # A claim that it makes good costs us so much less.
        ("claims", ""): pesos(30_000).units,
    }


def test_a_claim_made_good_from_the_wallet_lowers_what_claims_cost(make_merchant):
    merchant = make_merchant()
    fund(merchant, 80_000)
    customers = registry.get(CustomersApi)
    hold = customers.place_hold(
        idempotency_key="c-1", customer_id=merchant.id, amount=pesos(80_000),
        purpose="franchise_charge", reference_id=new_id(),
    )  # fmt: skip
    lines = (RevenueLine(kind="franchise_claim", amount=pesos(80_000)),)
    customers.capture_hold(
        idempotency_key="c-2", hold_id=hold.hold_id, lines=lines, description="R-7"
    )

    entries = LedgerEntry.objects.filter(account__purpose__in=("claims", "revenue"))
    assert [(e.account.purpose, e.amount) for e in entries] == [("claims", pesos(80_000).units)]


def test_taxes_withheld_too_much_are_credited_though_nothing_more_was_earned(make_merchant):
    merchant = make_merchant()
    posting = pay(merchant, net=10_500, withheld=-10_500)

    assert balances(merchant) == (10_500, 0)
    entries = LedgerEntry.objects.filter(posting_id=posting).select_related("account")
    assert {entry.account.purpose: entry.amount for entry in entries} == {
        "wallet_available": pesos(10_500).units,
        "taxes_withheld": -pesos(10_500).units,
    }


def test_what_it_owed_us_is_what_its_lines_add_up_to(make_merchant):
    merchant = make_merchant()
    with pytest.raises(DomainError) as refused:
        pay(merchant, deducted=10_000, lines=(RevenueLine(kind="x", amount=pesos(9_999)),))
    assert refused.value.code == "customers.posting_unbalanced"
    assert balances(merchant) == (0, 0)


def test_what_it_owed_us_may_take_all_of_it(make_merchant):
    merchant = make_merchant()
    posting = pay(merchant, net=0, withheld=119_660, deducted=1_070_340)

    assert balances(merchant) == (0, 0)
    entries = LedgerEntry.objects.filter(posting_id=posting)
    assert sorted(entry.amount for entry in entries) == sorted(
        pesos(amount).units for amount in (119_660, 1_070_340, -1_190_000)
    )


def test_the_same_key_pays_once(make_merchant):
    merchant = make_merchant()
    assert pay(merchant) == pay(merchant)
    assert balances(merchant) == (1_041_840, 0)
    assert LedgerPosting.objects.filter(kind="settlement").count() == 1


def test_the_same_key_for_another_amount_is_refused(make_merchant):
    merchant = make_merchant()
    pay(merchant)
    with pytest.raises(DomainError) as refused:
        pay(merchant, net=1)
    assert refused.value.code == "customers.idempotency_conflict"


@pytest.mark.parametrize("changes", [{"net": 0, "withheld": 0}, {"net": -5}, {"deducted": -1}])
def test_pays_nothing_that_is_not_positive(make_merchant, changes):
    merchant = make_merchant()
    with pytest.raises(DomainError) as refused:
        pay(merchant, **changes)
    assert refused.value.code == "customers.amount_not_positive"
    assert balances(merchant) == (0, 0)


def test_nobody_is_paid_who_is_not_there(make_merchant):
    class Nobody:
        id = new_id()

    with pytest.raises(DomainError) as refused:
        pay(Nobody)
    assert refused.value.code == "customers.not_found"
