"""HTTP of customers. Importing the views fills `routes`."""

from apps.customers.api import (  # noqa: F401
    addresses,
    backoffice,
    bank_batches,
    banks,
    credit,
    documents,
    invoices,
    profile,
    registration,
    statement,
    topups,
    wallet,
)
from apps.customers.api.routes import routes

__all__ = ["routes"]
