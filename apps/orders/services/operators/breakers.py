"""One breaker an account and process; closed by hand through the account's row."""

from datetime import datetime
from threading import Lock
from uuid import UUID

from apps.orders.models import OperatorAccount
from quenty.platform.breaker import Breaker

_lock = Lock()
_kept: dict[UUID, tuple[tuple[int, int], datetime | None, Breaker]] = {}


def breaker_of(row: OperatorAccount) -> Breaker:
    """The account's, anew when its settings changed or it was reset since."""
    wanted = (row.breaker_failures, row.breaker_rest_s)
    with _lock:
        kept = _kept.get(row.pk)
        if kept is None or kept[:2] != (wanted, row.breaker_reset_at):
            fresh = Breaker(
                f"operator {row}", failures=row.breaker_failures, rest=row.breaker_rest_s
            )
            kept = _kept[row.pk] = (wanted, row.breaker_reset_at, fresh)
        return kept[2]


def forget_breakers() -> None:
    """All of this process's, for tests."""
    with _lock:
        _kept.clear()
