"""A customer's account, as far as who earns by it is concerned."""

from dataclasses import dataclass

from quenty.contracts.franchise.commission_errors import SettlementError
from quenty.contracts.franchise.franchise_errors import NetworkError

ACTIVE, SUSPENDED, CLOSED = STANDINGS = ("active", "suspended", "closed")
# Of customers' states, those that earn nothing new and are paid nothing.
STOPPED = (SUSPENDED, CLOSED, "erased")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`standing`: customers' own word (prospect, active, suspended, closed, erased).
    `kyc_level`: none, basic, full."""

    standing: str
    kyc_level: str
    livemode: bool


def check_may_earn(account: Account, *, field: str) -> None:
    """Play earns nothing. Raises franchise.network.customer_unknown, .customer_stopped."""
    if not account.livemode:
        raise NetworkError.CUSTOMER_UNKNOWN(field=field)
    if account.standing in STOPPED:
        raise NetworkError.CUSTOMER_STOPPED(field=field, status=account.standing)


def check_may_be_paid(account: Account) -> None:
    """Raises franchise.settlement.payee_blocked, .kyc_missing."""
    if account.standing in STOPPED:
        raise SettlementError.PAYEE_BLOCKED(status=account.standing)
    if account.kyc_level == "none":
        raise SettlementError.KYC_MISSING()
