"""What customers tells and is told: merchants, and what money does."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Merchant:
    """`status`: prospect, active, suspended, closed, erased. `kyc_level`: none, basic, full.
    `size`: small, medium, large. `livemode`: False for a sandbox twin. `legal_name`: of the
    RUT, a person's own."""

    customer_id: UUID
    display_name: str
    document_type: str
    document_number: str
    status: str
    kyc_level: str
    size: str
    email: str
    phone: str
    livemode: bool
    legal_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """`available` = posted less open holds, never below minus `limit`."""

    customer_id: UUID
    available: Money
    held: Money
    limit: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueLine:
    """One line of what is captured. `kind`: freight, surcharge, insurance, cod_fee, margin,
    tax, discount ...; it picks the platform account that is credited."""

    kind: str
    amount: Money
    tax_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """`status`: open, captured, released, expired."""

    hold_id: UUID
    customer_id: UUID
    amount: Money
    captured: Money
    status: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideMove:
    """One side of what a parcel's money does. `amount`: signed, a credit is positive.

    `account`: merchant (what we owe it of COD, less what it owes us), expected (what is to be
    collected for it; a memorandum, whose other side is expected_of), expected_of, collector
    (who holds the cash; a debit is what it has to remit), operator (what we owe an operator;
    a debit is what it has to make good), bank, claims (what claims cost us), or one of income
    (`detail` its kind: freight, cod_fee ...) and tax (`detail` its code). `detail` of
    expected_of, collector and operator: who, by id; of bank: which.
    """

    account: str
    amount: Money
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lien:
    """A claim on an owner's payouts. `share`: percent of each; `floor`: what the owner keeps
    of each at least; lower `rank` first; until `taken` is `amount`. `kind`: loan, fee,
    adjustment. `status`: open, satisfied, withdrawn."""

    lien_id: UUID
    customer_id: UUID
    kind: str
    reference_id: UUID
    share: Decimal
    floor: Money
    rank: int
    amount: Money
    taken: Money
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LienTaken:
    lien_id: UUID
    kind: str
    reference_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidOut:
    """`gross` = `paid` (into the wallet) + what each lien took."""

    posting_id: UUID
    gross: Money
    paid: Money
    liens: tuple[LienTaken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtCollected:
    """`from_wallet`: what the wallet paid; `claimed`: what is a lien on payouts instead."""

    posting_id: UUID
    from_wallet: Money
    claimed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BankPayout:
    """What leaves a wallet for its owner's bank: `amount` and `gmf`, the 4x1000 on it.
    `status`: waiting (for a second person), ready, sent, failed, returned, cancelled."""

    payout_id: UUID
    customer_id: UUID
    amount: Money
    gmf: Money
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUpState:
    """Money on its way into a wallet. `status`: pending, confirmed, failed, expired, reversed.
    `checkout_url`: where it is paid."""

    top_up_id: UUID
    customer_id: UUID
    amount: Money
    status: str
    checkout_url: str
