"""Operators to contract events."""

from apps.orders.models import OperatorHealth
from quenty.contracts.orders.operator_events import OperatorHealthChangedV1


def operator_health_changed(row: OperatorHealth, *, before: str) -> OperatorHealthChangedV1:
    return OperatorHealthChangedV1(
        operator_id=row.operator_id,
        operator_code=row.operator_code,
        before=before,
        after=row.state,
        reason=row.reason,
        since=row.since,
    )
