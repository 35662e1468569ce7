"""Customers: merchants, KYC, wallets and the ledger."""
