"""What a fresh installation of customers needs beside its merchants."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings

from apps.customers.selectors.banks import gmf_rates
from apps.customers.selectors.invoices import number_ranges
from apps.customers.services.bank.rates import add_gmf_rate
from apps.customers.services.invoices.numbers import add_range
from apps.customers.services.ledger.open_platform import open_platform_accounts
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM

# An issuer that is nobody: a real one's ranges are added by hand, with DIAN's resolution.
_DEMO = ("invoice", "QTY"), ("credit_note", "QNC")


def seed(progress: Callable[[str], None] = lambda text: None) -> None:
    """The platform's accounts in the ledger; where providers are sandboxes, numbers for
    invoices. Again changes nothing."""
    progress(f"customers: {open_platform_accounts()} platform accounts")
    seed_rates()
    if settings.QUENTY_SANDBOX_PROVIDERS and not number_ranges().exists():
        for kind, prefix in _DEMO:
            _demo_range(kind, prefix)
        progress(f"customers: {len(_DEMO)} number ranges of a demo issuer")


def seed_rates() -> None:
    """The 4x1000 since Ley 1111 of 2006, art. 41 (Estatuto Tributario, art. 872)."""
    if not gmf_rates().exists():
        add_gmf_rate(valid_from=date(2007, 1, 1), per_mille=Decimal(4), actor=SYSTEM)


def _demo_range(kind: str, prefix: str) -> None:
    add_range(
        kind=kind,
        prefix=prefix,
        first=1,
        last=5_000_000,
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=730),
        resolution="",
        issuer_name="Quenty S.A.S. (demostración)",
        issuer_nit="900123456-8",
        actor=SYSTEM,
    )
