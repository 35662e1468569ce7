"""Rows of the customers' database."""

from apps.customers.models.banks import BankAccount, BankBatch, BankPayout, GmfRate
from apps.customers.models.chain import ChainedPosting, LedgerBlock
from apps.customers.models.invoices import (
    BillingTerms,
    CreditNote,
    CreditProposal,
    Invoice,
    InvoicedPosting,
    InvoicePayment,
    NumberRange,
)
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
    "BankAccount",
    "BankBatch",
    "BankPayout",
    "BillingTerms",
    "ChainedPosting",
    "Consent",
    "CreditNote",
    "CreditProposal",
    "GmfRate",
    "Hold",
    "Invoice",
    "InvoicePayment",
    "InvoicedPosting",
    "KycCase",
    "KycDocument",
    "KycFile",
    "KycTransition",
    "LedgerAccount",
    "LedgerBlock",
    "LedgerCheck",
    "LedgerEntry",
    "LedgerPending",
    "LedgerPosting",
    "LedgerRequest",
    "Lien",
    "LienTaking",
    "Merchant",
    "NumberRange",
    "PaymentCallback",
    "TaxProfile",
    "TopUp",
]
