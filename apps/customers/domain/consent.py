"""The data policy that a merchant agrees to (habeas data, Ley 1581 of 2012)."""

from quenty.contracts.customers.errors import CustomerError

POLICY_VERSION = "2026-01"


def check_consent(*, accepted: bool, policy_version: str) -> None:
    """Raises customers.consent_required unless the policy in force was accepted."""
    if not accepted or policy_version != POLICY_VERSION:
        raise CustomerError.CONSENT_REQUIRED(field="consent", version=POLICY_VERSION)
