"""Facts orders tells of operators."""

from datetime import date, datetime
from uuid import UUID

from quenty.kernel.events import event


@event("orders.operator.health_changed", webhook=True)
class OperatorHealthChangedV1:
    """`before`, `after`: up or down. `reason`: the outcome of the call that told, or reset.
    It names no merchant, so it reaches nobody's webhook but our own staff's."""

    operator_id: UUID
    operator_code: str
    before: str
    after: str
    reason: str
    since: datetime


@event("orders.operator.credentials_expire")
class OperatorCredentialsExpireV1:
    """Told once of an account, thirty days before its credentials run out. `account`: its name.
    `own_contract`: it is a merchant's."""

    operator_id: UUID
    operator_code: str
    account: str
    own_contract: bool
    expires_on: date
