"""Facts orders tells of operators."""

from datetime import datetime
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
