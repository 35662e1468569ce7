"""Operators to contract events."""

from datetime import date

from apps.orders.models import OperatorAccount, OperatorHealth
from quenty.contracts.orders.operator_events import (
    OperatorCredentialsExpireV1,
    OperatorHealthChangedV1,
)


def operator_health_changed(row: OperatorHealth, *, before: str) -> OperatorHealthChangedV1:
    return OperatorHealthChangedV1(
        operator_id=row.operator_id,
        operator_code=row.operator_code,
        before=before,
        after=row.state,
        reason=row.reason,
        since=row.since,
    )


def credentials_expire(row: OperatorAccount, expires_on: date) -> OperatorCredentialsExpireV1:
    return OperatorCredentialsExpireV1(
        operator_id=row.operator_id,
        operator_code=row.operator_code,
        account=row.account,
        own_contract=row.customer_id is not None,
        expires_on=expires_on,
    )
