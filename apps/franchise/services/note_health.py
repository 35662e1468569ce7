"""When operators' systems stopped answering and came back, by orders' events."""

from datetime import datetime
from uuid import UUID

from apps.franchise.models import OperatorHealth
from quenty.platform.db import unit_of_work


def note_health(*, operator_id: UUID, up: bool, since: datetime) -> None:
    """Once for each moment, in whatever order they come."""
    with unit_of_work("franchise"):
        OperatorHealth.objects.get_or_create(
            operator_id=operator_id, since=since, defaults={"up": up}
        )
