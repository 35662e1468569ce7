"""Customers in the back office."""

from apps.customers.admin import (
    checks,
    credit,
    holds,
    invoices,
    kyc,
    ledger,
    liens,
    merchants,
    topups,
)

__all__ = [
    "checks",
    "credit",
    "holds",
    "invoices",
    "kyc",
    "ledger",
    "liens",
    "merchants",
    "topups",
]
