"""Rows of the customers' database."""

from apps.customers.models.kyc import KycCase, KycDocument, KycFile, KycTransition
from apps.customers.models.ledger import (
    Hold,
    LedgerAccount,
    LedgerCheck,
    LedgerEntry,
    LedgerPending,
    LedgerPosting,
    LedgerRequest,
)
from apps.customers.models.liens import Lien, LienTaking
from apps.customers.models.merchants import Address, Consent, Merchant, TaxProfile
from apps.customers.models.topups import PaymentCallback, TopUp

__all__ = [
    "Address",
    "Consent",
    "Hold",
    "KycCase",
    "KycDocument",
    "KycFile",
    "KycTransition",
    "LedgerAccount",
    "LedgerCheck",
    "LedgerEntry",
    "LedgerPending",
    "LedgerPosting",
    "LedgerRequest",
    "Lien",
    "LienTaking",
    "Merchant",
    "PaymentCallback",
    "TaxProfile",
    "TopUp",
]
