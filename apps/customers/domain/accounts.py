"""The ledger's chart of accounts.

Amounts are signed: a credit is positive, a debit negative, and a balance is the sum of its
entries. A wallet (what we owe its owner) is therefore positive when it holds money, and the
bank (what we own) is negative by as much: all accounts together come to zero.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Purpose(StrEnum):
    WALLET_AVAILABLE = "wallet_available"
    WALLET_HELD = "wallet_held"
    BANK = "bank"
    REVENUE = "revenue"
    TAX_PAYABLE = "tax_payable"
    TAXES_WITHHELD = "taxes_withheld"
    OPERATOR_PAYABLE = "operator_payable"
    COMMISSION_PAYABLE = "commission_payable"
    COD_CLEARING = "cod_clearing"
    LOAN_PRINCIPAL = "loan_principal"
    LOAN_INTEREST = "loan_interest"
    ROUNDING = "rounding"
    # What was collected at the door for a merchant and is not paid out yet, and what is
    # still to be collected (a memorandum: no money has moved).
    COD_PAYABLE = "cod_payable"
    COD_EXPECTED = "cod_expected"
    CLAIMS = "claims"
    LIENS = "liens"
    # What a merchant owes of its invoices: below zero by as much.
    RECEIVABLE = "receivable"
    # What left wallets for banks and is not in the bank's hands yet.
    IN_TRANSIT = "in_transit"


# An owner's accounts that open with their first entry; a wallet opens at registration.
OPENED_WHEN_USED = frozenset({Purpose.COD_PAYABLE, Purpose.COD_EXPECTED, Purpose.RECEIVABLE})

# Lower locks first; within a rank, by owner.
LOCK_RANK = {purpose: rank for rank, purpose in enumerate(Purpose)}


@dataclass(frozen=True, slots=True)
class AccountKey:
    """What an account is found by, beside currency and livemode.

    `owner_id`: a customer, or None for the platform's own. `detail`: a revenue kind, a tax
    code, a bank.
    """

    owner_id: UUID | None
    purpose: Purpose
    detail: str = ""


def available(customer_id: UUID) -> AccountKey:
    return AccountKey(customer_id, Purpose.WALLET_AVAILABLE)


def held(customer_id: UUID) -> AccountKey:
    return AccountKey(customer_id, Purpose.WALLET_HELD)


def cod_payable(customer_id: UUID) -> AccountKey:
    """Below zero when its owner owes us freight of parcels that came back."""
    return AccountKey(customer_id, Purpose.COD_PAYABLE)


def cod_expected(customer_id: UUID) -> AccountKey:
    return AccountKey(customer_id, Purpose.COD_EXPECTED)


def receivable(customer_id: UUID) -> AccountKey:
    return AccountKey(customer_id, Purpose.RECEIVABLE)


def platform(purpose: Purpose, detail: str = "") -> AccountKey:
    return AccountKey(None, purpose, detail)


# Money that comes back is nothing earned: it lowers what is still lent, or what claims cost us.
_COMES_BACK = {
    "franchise_loan": platform(Purpose.LOAN_PRINCIPAL, "franchise"),
    "franchise_claim": platform(Purpose.CLAIMS),
}


def for_charge(kind: str, tax_code: str) -> AccountKey:
    """Where one line of a capture goes: taxes to the State's account, what comes back of what
    was lent or paid for claims to where it went from, the rest to revenue."""
    if kind == "tax":
        return platform(Purpose.TAX_PAYABLE, tax_code or "unspecified")
    if kind in _COMES_BACK:
        return _COMES_BACK[kind]
    return platform(Purpose.REVENUE, kind)
