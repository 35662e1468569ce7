"""What customers does for its neighbours: merchants, and money through the ledger."""

from abc import ABC, abstractmethod
from decimal import Decimal
from uuid import UUID

from quenty.contracts.customers.shapes import (
    BankPayout,
    DebtCollected,
    GuideMove,
    Hold,
    Lien,
    Merchant,
    PaidOut,
    RevenueLine,
    TopUpState,
    Wallet,
)
from quenty.contracts.declare import contract, reads, writes
from quenty.kernel.money import Money


@contract("customers")
class CustomersApi(ABC):
    """Keys take up to 200 characters, purposes, kinds and tax codes up to 40."""

    @abstractmethod
    @reads
    def merchant(self, *, customer_id: UUID) -> Merchant:
        """Raises customers.not_found."""

    @abstractmethod
    @reads
    def wallet(self, *, customer_id: UUID) -> Wallet:
        """Raises customers.not_found."""

    @abstractmethod
    @writes
    def place_hold(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        amount: Money,
        purpose: str,
        reference_id: UUID,
        expires_in_seconds: int = 86_400,
    ) -> Hold:
        """Set money aside. The same key again answers the same; a refusal stays one.

        Raises customers.insufficient_funds, customers.not_active, customers.kyc_required,
        customers.not_found, customers.amount_not_positive, customers.amount_not_whole,
        customers.idempotency_conflict.
        """

    @abstractmethod
    @writes
    def capture_hold(
        self,
        *,
        idempotency_key: str,
        hold_id: UUID,
        lines: tuple[RevenueLine, ...],
        description: str,
    ) -> Hold:
        """Take the sum of `lines` (no more than held) and give back the rest, once.

        A line may be negative (a discount); the sum may not. Raises customers.hold_not_open,
        customers.capture_exceeds_hold, customers.amount_not_whole, customers.hold_not_found,
        customers.idempotency_conflict.
        """

    @abstractmethod
    @writes
    def release_hold(self, *, idempotency_key: str, hold_id: UUID, reason: str) -> Hold:
        """Give the money back. Raises customers.hold_not_open, customers.hold_not_found."""

    @abstractmethod
    @writes
    def refund(
        self,
        *,
        idempotency_key: str,
        hold_id: UUID,
        amount: Money,
        reason: str,
    ) -> None:
        """Return part or all of what a captured hold took, each line in proportion.

        Raises customers.refund_exceeds_capture, customers.hold_not_found.
        """

    @abstractmethod
    @writes
    def pay_settlement(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        net: Money,
        withheld: Money,
        deducted: Money,
        reference_id: UUID,
        description: str,
        lines: tuple[RevenueLine, ...] = (),
    ) -> UUID:
        """Credit a wallet with what was earned with us, less its liens; gives the posting's id,
        once.

        `withheld`: the taxes kept back of it; `deducted`: what it owed us, which may
        take all; `lines`: what that was, by kind, as they add up to it. Raises
        customers.amount_not_positive, customers.amount_not_whole,
        customers.posting_unbalanced, customers.not_found, customers.idempotency_conflict.
        """

    @abstractmethod
    @writes
    def post_guide_money(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        kind: str,
        purpose: str,
        moves: tuple[GuideMove, ...],
        reference_id: UUID,
        description: str,
    ) -> UUID:
        """Post what happened to a parcel's money; gives the posting's id, once.

        `kind`: cod, adjustment or claim. The moves sum to zero. Raises
        customers.posting_unbalanced, customers.amount_not_whole, customers.account_unknown,
        customers.not_found, customers.idempotency_conflict.
        """

    @abstractmethod
    @writes
    def post_cash_difference(
        self,
        *,
        idempotency_key: str,
        livemode: bool,
        holder_id: UUID,
        amount: Money,
        reference_id: UUID,
        description: str,
    ) -> UUID:
        """The cash that a courier or a point handed over was `amount` more (negative: less) than
        was due: it is in our bank, and owed to (by) who held it; gives the posting's id, once.

        Raises customers.posting_unbalanced (an amount of nothing), customers.amount_not_whole,
        customers.idempotency_conflict.
        """

    @abstractmethod
    @writes
    def pay_out(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        amount: Money,
        reference_id: UUID,
        description: str,
    ) -> PaidOut:
        """Move what we owe a merchant of its COD to its wallet, less its liens, once.

        Raises customers.payout_exceeds_cod (no more than is owed is paid),
        customers.amount_not_positive, customers.amount_not_whole, customers.not_found,
        customers.idempotency_conflict.
        """

    @abstractmethod
    @writes
    def collect_debt(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        most: Money,
        reference_id: UUID,
        description: str,
    ) -> DebtCollected:
        """Take at most `most` of what a merchant owes us of its parcels, by how far what was
        collected for it is below zero: from its wallet and credit line, and else by a lien on
        its payouts that blocks new guides once it is overdue. `reference_id`: one debt.

        The same key answers what was taken, whatever is asked now. Raises
        customers.nothing_owed (asked again later it may be), customers.amount_not_positive,
        customers.not_found, customers.idempotency_conflict.
        """

    @abstractmethod
    @writes
    def register_lien(
        self,
        *,
        idempotency_key: str,
        customer_id: UUID,
        kind: str,
        reference_id: UUID,
        share: Decimal,
        floor: Money,
        rank: int,
        amount: Money,
        description: str,
    ) -> Lien:
        """Claim a share of each payout to a customer from now on.

        Raises customers.lien_invalid (share above 0 to 100, amount above zero, floor not
        below), customers.lien_exists (one a kind and reference), customers.not_found,
        customers.idempotency_conflict.
        """

    @abstractmethod
    @writes
    def withdraw_lien(self, *, idempotency_key: str, lien_id: UUID, reason: str) -> Lien:
        """Take no more. Raises customers.lien_not_found, customers.lien_not_open."""

    @abstractmethod
    @reads
    def lien(self, *, lien_id: UUID) -> Lien:
        """Raises customers.lien_not_found."""

    @abstractmethod
    @writes
    def start_top_up(
        self, *, idempotency_key: str, customer_id: UUID, amount: Money, method: str
    ) -> TopUpState:
        """Ask for a top-up, once a key; less than the least is raised to it. `method`: pse or
        card. Raises customers.not_active, customers.top_up_out_of_bounds,
        customers.provider_unavailable, customers.not_found.
        """

    @abstractmethod
    @reads
    def top_up(self, *, top_up_id: UUID) -> TopUpState:
        """Raises customers.top_up_not_found."""

    @abstractmethod
    @writes
    def refund_top_up(self, *, idempotency_key: str, top_up_id: UUID, reason: str) -> TopUpState:
        """Give a confirmed top-up back to its source, once. Raises customers.top_up_not_found,
        customers.not_reversible, customers.insufficient_funds.
        """

    @abstractmethod
    @reads
    def sandbox_twin(self, *, customer_id: UUID) -> UUID:
        """The account that stands for a merchant in tests: play money, sandbox providers.

        Its own id for a twin. Raises customers.not_found.
        """

    @abstractmethod
    @writes
    def resend_payout(
        self, *, idempotency_key: str, customer_id: UUID, reference_id: UUID
    ) -> BankPayout | None:
        """Send again to the bank what left for it about `reference_id` and failed or came back,
        once a key. The wallet pays it, which has had it since: nothing is credited. None where
        nothing of it did.

        Raises customers.bank.account_missing, customers.bank.cooling,
        customers.insufficient_funds, customers.payout.exceeds_earned, customers.not_found,
        customers.idempotency_conflict.
        """
