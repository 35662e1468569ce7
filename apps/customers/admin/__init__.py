"""Customers in the back office."""

from apps.customers.admin import checks, holds, kyc, ledger, liens, merchants, topups

__all__ = ["checks", "holds", "kyc", "ledger", "liens", "merchants", "topups"]
