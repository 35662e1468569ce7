"""Customers in the back office."""

from apps.customers.admin import (
    banks,
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
    "banks",
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
