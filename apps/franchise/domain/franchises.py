"""The life of a franchise and what each step asks for."""

from apps.franchise.domain.accounts import Account, check_may_earn
from quenty.contracts.franchise.franchise_errors import NetworkError
from quenty.kernel.money import COP, Money

APPLICANT, IN_EVALUATION, APPROVED, ACTIVE, SUSPENDED, TERMINATED = STATUSES = (
    "applicant",
    "in_evaluation",
    "approved",
    "active",
    "suspended",
    "terminated",
)
EVALUATE, APPROVE, ACTIVATE, SUSPEND, TERMINATE = ACTIONS = (
    "evaluate",
    "approve",
    "activate",
    "suspend",
    "terminate",
)
TRANSITIONS = {
    (APPLICANT, EVALUATE): IN_EVALUATION,
    (IN_EVALUATION, APPROVE): APPROVED,
    (APPROVED, ACTIVATE): ACTIVE,
    (ACTIVE, SUSPEND): SUSPENDED,
    (SUSPENDED, ACTIVATE): ACTIVE,
    **{(status, TERMINATE): TERMINATED for status in STATUSES if status != TERMINATED},
}
FULL_KYC, NO_KYC = "full", "none"
# Why a franchise is suspended by itself.
CUSTOMER_STOPPED = "La cuenta de cliente del franquiciado está suspendida o cerrada."
KYC_LAPSED = "El franquiciado no tiene verificación completa vigente."
MINIMUM_CAPITAL = Money(5_000_000, COP)
# How long territory stays reserved while a franchise is evaluated.
RESERVATION_DAYS = 60


def monthly_fee() -> Money:
    """What a franchise pays a month unless its contract says otherwise."""
    return Money(500_000, COP)


def next_status(status: str, action: str) -> str:
    """The status after `action`. Raises franchise.network.transition."""
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise NetworkError.TRANSITION(status=status, action=action) from None


def check_capital(capital: Money, *, status: str) -> None:
    """An applicant may declare less, nobody is approved with it or comes to it later. Raises
    franchise.network.capital_too_low."""
    if status not in (APPLICANT, IN_EVALUATION) and capital < MINIMUM_CAPITAL:
        raise NetworkError.CAPITAL_TOO_LOW(capital=str(capital), minimum=str(MINIMUM_CAPITAL))


def check_account(account: Account) -> None:
    """Raises franchise.network.customer_unknown, .customer_stopped, .kyc_missing."""
    check_may_earn(account, field="customer_id")
    if account.kyc_level != FULL_KYC:
        raise NetworkError.KYC_MISSING()


def check_approval(account: Account, *, capital: Money, territories: int) -> None:
    """Raises franchise.network.capital_too_low, .territory_missing and what `check_account`
    does."""
    check_capital(capital, status=APPROVED)
    check_account(account)
    if not territories:
        raise NetworkError.TERRITORY_MISSING()


def check_activation(account: Account, *, signed: bool, current: bool, territories: int) -> None:
    """`current`: what was signed are the conditions of now. Raises
    franchise.network.contract_missing, .contract_outdated, .territory_missing and what
    `check_account` does."""
    check_account(account)
    if not signed:
        raise NetworkError.CONTRACT_MISSING()
    if not current:
        raise NetworkError.CONTRACT_OUTDATED()
    if not territories:
        raise NetworkError.TERRITORY_MISSING()


def check_pdf(content: bytes) -> None:
    """A whole PDF of at most 10 MB. Raises franchise.network.contract_invalid."""
    whole = content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]
    if not whole or len(content) > 10 * 1024 * 1024:
        raise NetworkError.CONTRACT_INVALID(field="file")
