"""Claims on payouts: by rank, share and floor, inside the payout's own posting."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.customers.domain.liens import Claim, taken
from apps.customers.models import LedgerAccount, LedgerEntry, Lien
from apps.customers.tests.money import balances, pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import GuideMove
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.kernel.money import Money, total
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"])


def owe(merchant, amount):
    """Collected at the door and remitted: what the merchant may be paid."""
    moves = (
        GuideMove(account="merchant", amount=pesos(amount)),
        GuideMove(account="bank", amount=-pesos(amount), detail="cod"),
    )
    return registry.get(CustomersApi).post_guide_money(
        idempotency_key=f"owe:{new_id()}",
        customer_id=merchant.id,
        kind="cod",
        purpose="cod_collected",
        moves=moves,
        reference_id=new_id(),
        description="Recaudo",
    )


def claim(merchant, amount, key="", **changes):
    values = {
        "kind": "loan",
        "reference_id": new_id(),
        "share": Decimal(20),
        "floor": pesos(0),
        "rank": 1,
        "description": "Cuota",
        **changes,
    }
    return registry.get(CustomersApi).register_lien(
        idempotency_key=key or f"lien:{new_id()}",
        customer_id=merchant.id,
        amount=pesos(amount),
        **values,
    )


def pay_out(merchant, amount, key="p-1", reference=None):
    return registry.get(CustomersApi).pay_out(
        idempotency_key=key,
        customer_id=merchant.id,
        amount=pesos(amount),
        reference_id=reference or merchant.id,
        description="Pago de recaudos",
    )


def test_a_payout_moves_what_was_collected_to_the_wallet(make_merchant, published):
    merchant = make_merchant()
    owe(merchant, 100_000)

    paid = pay_out(merchant, 100_000)

    assert (paid.gross, paid.paid, paid.liens) == (pesos(100_000), pesos(100_000), ())
    assert balances(merchant) == (100_000, 0)
    assert pay_out(merchant, 100_000) == paid
    assert balances(merchant) == (100_000, 0)
    [(credited, _)] = published("customers.wallet.credited")
    assert (credited.amount, credited.purpose) == (pesos(100_000), "cod_payout")


def test_liens_take_by_rank_share_and_floor_in_the_posting_itself(make_merchant, published):
    merchant = make_merchant()
    owe(merchant, 100_000)
    last = claim(merchant, 90_000, rank=2, share=Decimal(100), floor=pesos(30_000))
    first = claim(merchant, 50_000, rank=1, share=Decimal("20.5"), kind="fee")

    paid = pay_out(merchant, 100_000)

    assert [(t.lien_id, t.amount) for t in paid.liens] == [
        (first.lien_id, pesos(20_500)),
        (last.lien_id, pesos(49_500)),
    ]
    assert paid.paid == pesos(30_000)
    entries = LedgerEntry.objects.filter(posting_id=paid.posting_id).select_related("account")
    assert {(e.account.purpose, e.account.detail): e.amount for e in entries} == {
        ("cod_payable", ""): -pesos(100_000).units,
        ("wallet_available", ""): pesos(30_000).units,
        ("liens", "fee"): pesos(20_500).units,
        ("liens", "loan"): pesos(49_500).units,
    }
    told = [(p.lien_id, p.amount, p.left) for p, _ in published("customers.lien.applied")]
    assert told == [
        (first.lien_id, pesos(20_500), pesos(29_500)),
        (last.lien_id, pesos(49_500), pesos(40_500)),
    ]


def test_a_lien_ends_when_its_amount_is_taken(make_merchant):
    merchant = make_merchant()
    owe(merchant, 100_000)
    lien = claim(merchant, 15_000)

    pay_out(merchant, 50_000, key="one")
    pay_out(merchant, 50_000, key="two")

    after = registry.get(CustomersApi).lien(lien_id=lien.lien_id)
    assert (after.taken, after.status) == (pesos(15_000), "satisfied")
    assert balances(merchant) == (85_000, 0)


def test_what_was_earned_is_paid_less_liens_too(make_merchant):
    merchant = make_merchant()
    claim(merchant, 10_000, share=Decimal(50))

    registry.get(CustomersApi).pay_settlement(
        idempotency_key="s",
        customer_id=merchant.id,
        net=pesos(30_000),
        withheld=pesos(0),
        deducted=pesos(0),
        reference_id=new_id(),
        description="Comisiones",
    )

    assert balances(merchant) == (20_000, 0)


def test_a_withdrawn_lien_takes_no_more(make_merchant):
    merchant = make_merchant()
    owe(merchant, 10_000)
    lien = claim(merchant, 10_000)
    customers = registry.get(CustomersApi)

    gone = customers.withdraw_lien(idempotency_key="w", lien_id=lien.lien_id, reason="pagado")
    with pytest.raises(DomainError) as twice:
        customers.withdraw_lien(idempotency_key="w2", lien_id=lien.lien_id, reason="otra vez")

    assert gone.status == "withdrawn"
    assert twice.value.code == "customers.lien_not_open"
    assert pay_out(merchant, 10_000).paid == pesos(10_000)


@pytest.mark.parametrize(
    "changes",
    [{"share": Decimal(0)}, {"share": Decimal(101)}, {"share": Decimal("0.001")},
     {"floor": -pesos(1)}, {"amount": 0}],
)  # fmt: skip
def test_refuses_a_lien_that_makes_no_sense(make_merchant, changes):
    merchant = make_merchant()
    with pytest.raises(DomainError) as refused:
        claim(merchant, changes.pop("amount", 1_000), **changes)
    assert refused.value.code == "customers.lien_invalid"


def test_one_lien_a_claim(make_merchant):
    merchant, reference = make_merchant(), new_id()
    first = claim(merchant, 1_000, key="same", reference_id=reference)

    assert claim(merchant, 1_000, key="same", reference_id=reference) == first
    with pytest.raises(DomainError) as twice:
        claim(merchant, 1_000, reference_id=reference)
    assert twice.value.code == "customers.lien_exists"
    assert Lien.objects.count() == 1


def test_no_lien_is_there_that_nobody_registered():
    with pytest.raises(DomainError) as refused:
        registry.get(CustomersApi).lien(lien_id=new_id())
    assert refused.value.code == "customers.lien_not_found"


def test_no_more_is_paid_out_than_was_collected(make_merchant):
    merchant = make_merchant()
    owe(merchant, 10_000)

    with pytest.raises(DomainError) as refused:
        pay_out(merchant, 10_001)

    assert refused.value.code == "customers.payout_exceeds_cod"
    assert balances(merchant) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "top_up"}, "customers.account_unknown"),
        ({"account": "treasure"}, "customers.account_unknown"),
        ({"amount": 5}, "customers.posting_unbalanced"),
    ],
)
def test_parcels_money_has_its_own_accounts_and_sums_to_zero(make_merchant, changes, code):
    merchant = make_merchant()
    other = GuideMove(account=changes.get("account", "bank"), amount=-pesos(10))
    with pytest.raises(DomainError) as refused:
        registry.get(CustomersApi).post_guide_money(
            idempotency_key="k",
            customer_id=merchant.id,
            kind=changes.get("kind", "cod"),
            purpose="cod_collected",
            moves=(GuideMove(account="merchant", amount=pesos(changes.get("amount", 10))), other),
            reference_id=new_id(),
            description="",
        )
    assert refused.value.code == code


def test_a_merchant_may_owe_us_for_parcels_that_came_back(make_merchant):
    merchant = make_merchant()
    charge = (
        GuideMove(account="merchant", amount=-pesos(9_000)),
        GuideMove(account="income", detail="return_freight", amount=pesos(8_000)),
        GuideMove(account="tax", detail="iva_19", amount=pesos(1_000)),
    )
    registry.get(CustomersApi).post_guide_money(
        idempotency_key="k",
        customer_id=merchant.id,
        kind="adjustment",
        purpose="returned",
        moves=charge,
        reference_id=new_id(),
        description="Devolución",
    )

    account = LedgerAccount.objects.get(owner_id=merchant.id, purpose="cod_payable")
    assert account.amount == -pesos(9_000)
    assert balances(merchant) == (0, 0)


def test_an_account_with_money_of_deliveries_is_not_closed(make_merchant, api):
    merchant = make_merchant()
    owe(merchant, 5_000)

    answer = api.as_role("admin").post(
        f"/api/v1/customers/merchants/{merchant.id}/closure", json={"reason": "se va"}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "customers.cod_outstanding")


def test_a_merchant_sees_who_takes_part_of_its_payouts(make_merchant, api):
    merchant, other = make_merchant(), make_merchant()
    claim(merchant, 5_000)
    claim(other, 7_000)

    answer = api.as_merchant(merchant.id).get("/api/v1/customers/wallet/liens?status=open")

    assert [row["amount"]["amount"] for row in answer.json()["results"]] == ["5000.00"]


_CLAIM = st.tuples(
    st.decimals("0.01", 100, places=2), st.integers(0, 50_000), st.integers(1, 200_000)
)


@given(st.integers(1, 1_000_000), st.lists(_CLAIM, max_size=5))
def test_liens_never_take_more_than_share_amount_or_floor_allow(payout, rows):
    claims = [
        Claim(id=new_id(), share=share, floor=pesos(floor), left=pesos(left))
        for share, floor, left in rows
    ]

    took = dict(taken(pesos(payout), claims))

    rest = pesos(payout) - total(took.values())
    assert rest >= Money.zero()
    for one in claims:
        amount = took.get(one.id, Money.zero())
        assert amount <= one.left
        assert amount.amount * 100 <= payout * one.share
        if amount:
            assert (
                rest + total(took[c.id] for c in claims[claims.index(one) + 1 :] if c.id in took)
                >= one.floor
            )
