"""Holds through the contract: once, in full, and never more than there is."""

from datetime import timedelta

import pytest

from apps.customers.models import LedgerEntry, LedgerPosting
from apps.customers.tests.money import balances, pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"])


def customers() -> CustomersApi:
    return registry.get(CustomersApi)


def hold(merchant, amount=700, key=None, **options):
    return customers().place_hold(
        idempotency_key=key or str(new_id()),
        customer_id=merchant.id,
        amount=pesos(amount),
        purpose="freight",
        reference_id=options.pop("reference_id", new_id()),
        **options,
    )


def capture(held, *amounts, key=None):
    lines = tuple(RevenueLine(kind=kind, amount=pesos(a), tax_code=t) for kind, a, t in amounts)
    return customers().capture_hold(
        idempotency_key=key or str(new_id()), hold_id=held.hold_id, lines=lines, description="guide"
    )


def refused(code, call):
    with pytest.raises(DomainError) as caught:
        call()
    assert caught.value.code == f"customers.{code}"
    return caught.value


def test_holds_then_captures_part_and_gives_back_the_rest(make_merchant, published):
    merchant = make_merchant(funds=1000)

    held = hold(merchant, 700)
    assert balances(merchant) == (300, 700)
    taken = capture(held, ("freight", 500, ""), ("tax", 95, "iva19"), ("discount", -50, ""))

    assert (taken.status, taken.captured) == ("captured", pesos(545))
    assert balances(merchant) == (455, 0)
    assert [p.amount for p, _ in published("customers.hold.captured")] == [pesos(545)]
    assert [p.amount for p, _ in published("customers.wallet.debited")] == [pesos(545)]


def test_refuses_more_than_there_is_and_leaves_no_trace(make_merchant, published):
    merchant = make_merchant(funds=1000)

    error = refused("insufficient_funds", lambda: hold(merchant, 1001))

    assert error.params == {"available": "1,000.00 COP", "wanted": "1,001.00 COP"}
    assert balances(merchant) == (1000, 0)
    assert LedgerPosting.objects.filter(kind="hold").count() == 0
    assert published("customers.hold.placed") == []


def test_a_refusal_stays_a_refusal_under_its_key(make_merchant):
    merchant, reference = make_merchant(funds=100), new_id()
    refused("insufficient_funds", lambda: hold(merchant, 101, key="k", reference_id=reference))

    from apps.customers.tests.money import fund

    fund(merchant, 1000)

    again = refused(
        "insufficient_funds", lambda: hold(merchant, 101, key="k", reference_id=reference)
    )
    assert again.params["available"] == "100.00 COP"
    assert hold(merchant, 101, key="other").status == "open"


def test_the_same_key_answers_the_same_and_moves_nothing(make_merchant):
    merchant, reference = make_merchant(funds=1000), new_id()

    first = hold(merchant, 600, key="k", reference_id=reference)
    capture(first, ("freight", 600, ""))
    again = hold(merchant, 600, key="k", reference_id=reference)

    assert again == first
    assert balances(merchant) == (400, 0)


def test_the_same_key_with_another_body_is_refused(make_merchant):
    merchant, reference = make_merchant(funds=1000), new_id()
    hold(merchant, 600, key="k", reference_id=reference)

    refused("idempotency_conflict", lambda: hold(merchant, 601, key="k", reference_id=reference))


@pytest.mark.parametrize("second", ["capture", "release"])
@pytest.mark.parametrize("first", ["capture", "release", "expire"])
def test_a_hold_ends_once(make_merchant, first, second):
    merchant = make_merchant(funds=1000)
    held = hold(merchant, 700)
    acts = {
        "capture": lambda: capture(held, ("freight", 700, "")),
        "release": lambda: customers().release_hold(
            idempotency_key=str(new_id()), hold_id=held.hold_id, reason="x"
        ),
        "expire": lambda: expire_all(timedelta(days=2)),
    }
    acts[first]()
    before = balances(merchant)

    refused("hold_not_open", acts[second])

    assert balances(merchant) == before


def expire_all(later):
    from apps.customers.services.ledger.expire_holds import expire_holds

    with clock.at(clock.now() + later):
        return expire_holds()


def test_expiry_gives_the_money_back_and_tells_it(make_merchant, published):
    merchant = make_merchant(funds=1000)
    held = hold(merchant, 700, expires_in_seconds=60)

    assert expire_all(timedelta(seconds=59)) == 0
    assert expire_all(timedelta(seconds=60)) == 1
    assert expire_all(timedelta(seconds=61)) == 0

    assert balances(merchant) == (1000, 0)
    assert [p.hold_id for p, _ in published("customers.hold.expired")] == [held.hold_id]


def test_an_overdue_hold_is_not_captured_though_no_sweeper_came(make_merchant):
    merchant = make_merchant(funds=1000)
    held = hold(merchant, 700, expires_in_seconds=60)

    with clock.at(clock.now() + timedelta(seconds=60)):
        refused("hold_not_open", lambda: capture(held, ("freight", 1, "")))

    assert balances(merchant) == (300, 700)


def test_captures_no_more_than_is_held(make_merchant):
    merchant = make_merchant(funds=1000)
    held = hold(merchant, 700)

    refused("capture_exceeds_hold", lambda: capture(held, ("freight", 701, "")))

    assert balances(merchant) == (300, 700)
    assert capture(held, ("freight", 700, "")).status == "captured"


def test_a_capture_of_nothing_gives_everything_back(make_merchant):
    merchant = make_merchant(funds=1000)
    held = hold(merchant, 700)

    capture(held, ("freight", 700, ""), ("discount", -700, ""))

    assert balances(merchant) == (1000, 0)


def test_refunds_in_parts_end_where_the_capture_began(make_merchant, published):
    merchant = make_merchant(funds=1000)
    held = hold(merchant, 700)
    capture(held, ("freight", 500, ""), ("tax", 95, "iva19"), ("discount", -3, ""))

    def refund(amount):
        customers().refund(
            idempotency_key=str(new_id()), hold_id=held.hold_id, amount=pesos(amount), reason="r"
        )

    for part in (1, 197, 394):
        refund(part)
    refused("refund_exceeds_capture", lambda: refund(1))

    assert balances(merchant) == (1000, 0)
    by_account: dict[str, int] = {}
    for entry in LedgerEntry.objects.select_related("account").filter(account__owner_id=None):
        name = str(entry.account)
        by_account[name] = by_account.get(name, 0) + entry.amount
    by_account.pop("bank:tests")
    assert by_account == {"revenue:freight": 0, "tax_payable:iva19": 0, "revenue:discount": 0}
    assert len(published("customers.wallet.credited")) == 3


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "prospect"}, "not_active"),
        ({"status": "suspended"}, "not_active"),
        ({"status": "closed"}, "not_active"),
        ({"kyc": ""}, "kyc_required"),
    ],
)
def test_refuses_who_may_not_spend(make_merchant, fields, code):
    merchant = make_merchant(funds=1000, **fields)

    refused(code, lambda: hold(merchant))

    assert balances(merchant) == (1000, 0)


def test_refuses_what_is_no_amount(make_merchant):
    from quenty.kernel.money import COP, Money

    merchant = make_merchant(funds=1000)

    refused("amount_not_positive", lambda: hold(merchant, 0))
    refused("amount_not_positive", lambda: hold(merchant, -5))
    with pytest.raises(DomainError) as caught:
        customers().place_hold(
            idempotency_key="k",
            customer_id=merchant.id,
            amount=Money("1.50", COP),
            purpose="freight",
            reference_id=new_id(),
        )
    assert caught.value.code == "customers.amount_not_whole"


def test_nobody_holds_for_a_customer_that_is_none():
    with pytest.raises(DomainError) as caught:
        customers().wallet(customer_id=new_id())
    assert caught.value.code == "customers.not_found"
    refused(
        "hold_not_found",
        lambda: customers().release_hold(idempotency_key="k", hold_id=new_id(), reason=""),
    )
