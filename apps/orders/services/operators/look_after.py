"""Close a breaker by hand; warn of credentials about to run out."""

from datetime import timedelta
from uuid import UUID

import structlog

from apps.orders import outgoing
from apps.orders.models import OperatorAccount
from apps.orders.selectors.operators import reach_by
from apps.orders.services.operators.health import note_health
from quenty.contracts.orders.operator_errors import OperatorError
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

log = structlog.get_logger(__name__)
WARN_BEFORE = timedelta(days=30)


def reset_breaker(*, account_id: UUID, actor: Actor) -> OperatorAccount:
    """Every process closes the account's breaker at its next call.

    Raises orders.operator.account_not_found.
    """
    with unit_of_work("orders"):
        row = OperatorAccount.objects.select_for_update().filter(pk=account_id).first()
        if row is None:
            raise OperatorError.ACCOUNT_NOT_FOUND()
        row.breaker_reset_at = clock.now()
        row.save(update_fields=["breaker_reset_at", "updated_at"])
        record("orders", action="operator_account.reset_breaker", subject=row.id, actor=actor)
        if row.livemode and row.customer_id is None:
            reach = reach_by(row, row.operator_id, row.operator_code, livemode=True)
            note_health(reach, state="up", reason="reset")
    return row


def warn_of_expiry() -> int:
    """Tell once of each account whose credentials run out within 30 days, to staff by mail; how
    many."""
    day = clock.today() + WARN_BEFORE
    with unit_of_work("orders"):
        due = list(
            OperatorAccount.objects.select_for_update(skip_locked=True).filter(
                active=True, expires_on__lte=day, expiry_warned_at__isnull=True
            )
        )
        for row in due:
            if row.expires_on is None:
                continue
            row.expiry_warned_at = clock.now()
            row.save(update_fields=["expiry_warned_at", "updated_at"])
            record(
                "orders",
                action="operator_account.expires",
                subject=row.id,
                actor=SYSTEM,
                data={"expires_on": row.expires_on.isoformat()},
            )
            told = outgoing.credentials_expire(row, row.expires_on)
            publish(told, aggregate=row.id, livemode=row.livemode)
            log.warning("operator.credentials_expire", account=str(row), on=str(row.expires_on))
    return len(due)
