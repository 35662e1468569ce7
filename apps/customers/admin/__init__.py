"""Customers in the back office."""

from apps.customers.admin import checks, holds, kyc, ledger, merchants, topups

__all__ = ["checks", "holds", "kyc", "ledger", "merchants", "topups"]
