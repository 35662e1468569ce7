"""The audit trail of a context: who did what to which row, append-only by grant."""

from typing import Any

from quenty.kernel.actors import Actor
from quenty.kernel.contexts import alias_of
from quenty.platform import ambient
from quenty.platform.codec import to_plain
from quenty.platform.store.models import Audit


def record(
    context: str,
    *,
    action: str,
    subject: Any,
    actor: Actor | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Write one line, inside the unit of work that it tells of. No personal data in `data`."""
    around = ambient.current()
    Audit.objects.using(alias_of(context)).create(
        actor=str(actor or around.actor),
        action=action,
        subject=str(subject),
        data=to_plain(data or {}),
        correlation_id=around.correlation_id,
    )
