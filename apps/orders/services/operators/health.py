"""Whether an operator answers, told once when it changes."""

from apps.orders import outgoing
from apps.orders.models import OperatorHealth
from apps.orders.selectors.operators import Reach
from quenty.kernel import clock
from quenty.platform.events import publish


def note_health(reach: Reach, *, state: str, reason: str) -> None:
    """`state`: up or down. Inside a unit of work; nothing happens while it stays as it was."""
    row = OperatorHealth.objects.filter(operator_id=reach.operator_id).first()
    if (row.state if row else "up") == state:
        return
    if row is None:
        OperatorHealth.objects.bulk_create(
            [OperatorHealth(operator_id=reach.operator_id, operator_code=reach.operator_code)],
            ignore_conflicts=True,
        )
    row = OperatorHealth.objects.select_for_update().get(operator_id=reach.operator_id)
    if row.state == state:
        return
    before, row.state = row.state, state
    row.since, row.reason = clock.now(), reason[:40]
    row.save()
    publish(
        outgoing.operator_health_changed(row, before=before),
        aggregate=row.operator_id,
        livemode=True,
    )
