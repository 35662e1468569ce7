"""What a fresh installation of customers needs beside its merchants."""

from collections.abc import Callable

from apps.customers.services.ledger.open_platform import open_platform_accounts


def seed(progress: Callable[[str], None] = lambda text: None) -> None:
    """The platform's accounts in the ledger. Again changes nothing."""
    progress(f"customers: {open_platform_accounts()} platform accounts")
