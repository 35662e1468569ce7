"""What becomes of a message that failed: tried again with back-off, then parked."""

import random
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import connections

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.platform.events.acting import Unknown
from quenty.platform.events.rows import Taken

log = structlog.get_logger(__name__)

MOST = 8
LONGEST = timedelta(hours=1)


class Killed(Exception):
    """Nobody saw how the last attempt ended: the process was gone."""


_FAILED = """
UPDATE platform_inbox
SET status = %s, next_attempt_at = %s, lease_until = NULL, last_error = %s
WHERE id = %s AND status = 'pending'
"""


def back_off(attempts: int) -> timedelta:
    """1 s, 2 s, 4 s ... up to an hour, each with up to a quarter of jitter."""
    base = min(timedelta(seconds=2 ** (attempts - 1)), LONGEST)
    jitter = 1 + random.random() / 4  # noqa: S311  (spreads load, guards nothing)
    return base * jitter * settings.QUENTY_BACK_OFF_FACTOR


def failed(context: str, row: Taken, error: Exception) -> None:
    """Put a row back for later, or park it when its attempts are used up."""
    parked = row.attempts >= MOST or isinstance(error, Unknown)
    status = "parked" if parked else "pending"
    text = f"{type(error).__name__}: {error}"[:2000].replace("\x00", "")
    when = clock.now() + back_off(row.attempts)
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_FAILED, [status, when, text, row.id])
    log.warning(
        "message.parked" if parked else "message.failed",
        context=context,
        consumer=row.consumer,
        message_id=str(row.message_id),
        attempts=row.attempts,
        error=type(error).__name__,
        exc_info=error,
    )
