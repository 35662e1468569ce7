"""A settlement whose bank transfer comes back is paid anew without a second credit."""

import pypdfium2
import pytest

from apps.franchise.models import Commission, Settlement
from apps.franchise.tests.deliveries import pesos
from apps.franchise.tests.networks import NAMES, PAYER, merchant, office
from apps.franchise.tests.test_settlements import ROOT, agent, december, settled
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.errors import CustomerError
from quenty.contracts.customers.payout_events import PayoutFailedV1, PayoutReturnedV1
from quenty.kernel.ids import new_id

__all__ = ["agent", "december", "office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


@pytest.fixture
def sent():
    """The keys that payouts were sent again by."""
    return []


@pytest.fixture
def ledger(fake_neighbour, sent):
    """What was paid, by key: the same key pays once, as customers does."""
    paid = {}

    def pay(*, idempotency_key, **asked):
        return paid.setdefault(idempotency_key, {**asked, "posting": new_id()})["posting"]

    def again(*, idempotency_key, **asked):
        sent.append(idempotency_key)

    fake_neighbour(
        CustomersApi,
        merchant=lambda **asked: merchant(**asked),
        pay_settlement=pay,
        resend_payout=again,
    )
    return paid


@pytest.fixture
def paid(office, agent, ledger):
    row = settled(office, agent, 20_000_000)
    for step in ("approve", "pay"):
        office.good(office.post(f"settlements/{row['id']}/{step}"))
    return Settlement.objects.get()


def came_back(kind, settlement, **changes):
    told = {
        "payout_id": new_id(), "customer_id": settlement.payee.customer_id,
        "amount": pesos(1_037_689), "gmf": pesos(4_151), "source": "settlement",
        "reference_id": settlement.pk, "reason": "cuenta cerrada",
    }  # fmt: skip
    return kind(**{**told, **changes})


def test_by_hand_it_reopens_and_is_paid_anew_with_one_credit(office, paid, ledger, sent):
    path = f"settlements/{paid.pk}"
    returned = office.good(office.post(f"{path}/return", reason="cuenta cerrada"))
    assert (returned["status"], returned["problem"]) == ("reopened", "cuenta cerrada")
    assert set(Commission.objects.values_list("status", flat=True)) == {"settled"}
    for _ in range(2):
        assert office.good(office.post(f"{path}/pay"))["status"] == "paid"
    assert list(ledger) == [f"franchise.settlement.{paid.pk}"]
    assert sent == [f"franchise.settlement.{paid.pk}.2"]
    assert Settlement.objects.get().posting_id == paid.posting_id


@pytest.mark.parametrize("kind", [PayoutFailedV1, PayoutReturnedV1])
def test_the_bank_gives_it_back_and_each_return_sends_it_once(
    office, paid, ledger, sent, deliver, kind, published
):
    for attempt in (2, 3):
        deliver(came_back(kind, paid), consumer_context="franchise", times=2)
        row = Settlement.objects.get()
        assert (row.status, row.problem, row.attempt) == ("reopened", "cuenta cerrada", attempt)
        office.good(office.post(f"settlements/{paid.pk}/pay"))
    assert len(ledger) == 1
    assert sent == [f"franchise.settlement.{paid.pk}.{attempt}" for attempt in (2, 3)]
    assert len(published("franchise.settlement.payment_failed")) == 2


@pytest.mark.parametrize("changes", [{"source": "wallet"}, {"source": "cod_payout"}])
def test_another_payout_reopens_nothing(paid, deliver, changes):
    deliver(came_back(PayoutReturnedV1, paid, **changes), consumer_context="franchise")
    assert Settlement.objects.get().status == "paid"


def test_what_cannot_be_sent_again_stays_open_and_says_why(
    office, paid, ledger, fake_neighbour, deliver
):
    def refuse(**asked):
        raise CustomerError.INSUFFICIENT_FUNDS(available="0", wanted="1")

    deliver(came_back(PayoutReturnedV1, paid), consumer_context="franchise")
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked), resend_payout=refuse)
    refused = office.post(f"settlements/{paid.pk}/pay")
    assert refused.json()["code"] == "customers.insufficient_funds"
    shown = office.client.get(f"{ROOT}/settlements/{paid.pk}").json()
    assert (shown["status"], shown["problem"]) == ("reopened", "customers.insufficient_funds")


def test_its_withholdings_stay_on_the_years_certificate_and_count_once(office, paid, deliver):
    office.good(office.post("payer-profiles", **PAYER, **NAMES))

    def text():
        path = f"{ROOT}/payees/{paid.payee_id}/certificates/2026"
        page = pypdfium2.PdfDocument(office.client.get(path).content)[0]
        return page.get_textpage().get_text_range()

    line = "Retefuente Comisiones $ 1.000.000 11 % $ 110.000"
    before = text()
    assert line in before
    deliver(came_back(PayoutReturnedV1, paid), consumer_context="franchise")
    assert Settlement.objects.get().status == "reopened"
    # The money is in the payee's wallet and the tax was withheld, whatever its bank did.
    assert text() == before
    office.good(office.post(f"settlements/{paid.pk}/pay"))
    assert text() == before
