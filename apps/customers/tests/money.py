"""Money in tests: put some into a wallet, read what is there."""

from uuid import UUID

from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import Purpose
from apps.customers.models import LedgerAccount, Merchant
from apps.customers.services.ledger.post_linked import post_linked
from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

TESTS = Actor("system", "tests")


def pesos(amount: int) -> Money:
    return Money(amount, COP)


def fund(merchant: Merchant, amount: int) -> UUID:
    """Pesos from the bank into the wallet; the posting's id."""
    draft = postings.draft(
        postings.Kind.TOP_UP,
        [
            (accounts.platform(Purpose.BANK, "tests"), -pesos(amount)),
            (accounts.available(merchant.id), pesos(amount)),
        ],
        description="tests",
        purpose="tests",
    )
    return post_linked(
        idempotency_key=f"fund:{new_id()}",
        drafts=[draft],
        livemode=merchant.livemode,
        actor=TESTS,
    )[0]


def balances(merchant: Merchant) -> tuple[int, int]:
    """Pesos available and held, as the accounts keep them."""
    rows = dict(
        LedgerAccount.objects.filter(owner_id=merchant.id).values_list("purpose", "balance")
    )
    return rows["wallet_available"] // 100, rows["wallet_held"] // 100
