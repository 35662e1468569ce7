"""Count a try to log in before it is judged, so that parallel guesses are counted too."""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from apps.gateway.domain.lockout import ACCOUNT, ADDRESS, Limit, lock_for
from apps.gateway.models import LoginThrottle
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel import clock
from quenty.platform.db import unit_of_work


@dataclass(frozen=True, slots=True)
class Attempt:
    """A counted try; `forgive` it when it turns out to be the right person."""

    account: str
    address: str


def count_attempt(*, account: str, address: str) -> Attempt:
    """Commits the count at once. Raises gateway.too_many_attempts while either is locked.

    Both are kept whether or not such an account exists, so that a lock tells nothing.
    """
    attempt = Attempt(_subject("account", account), _subject("address", address))
    wait = 0
    # Committed even if the caller's work fails later; never inside the caller's transaction.
    with unit_of_work("gateway", durable=True):
        for subject, limit in ((attempt.account, ACCOUNT), (attempt.address, ADDRESS)):
            wait = max(wait, _count(subject, limit))
    if wait:
        raise GatewayError.TOO_MANY_ATTEMPTS(seconds=wait)
    return attempt


def forgive(attempt: Attempt) -> None:
    """The right person came in: the account starts anew, the address gets its try back."""
    with unit_of_work("gateway"):
        _reset(attempt.account)
        row = (
            LoginThrottle.objects.select_for_update()
            .filter(subject=attempt.address, failures__gt=0)
            .first()
        )
        if row:
            row.failures -= 1
            row.locked_until = None if row.failures < ADDRESS.free else row.locked_until
            row.save()


def _subject(kind: str, value: str) -> str:
    key = settings.SECRET_KEY.encode()
    return f"{kind}:{hmac.new(key, f'{kind}:{value}'.encode(), hashlib.sha256).hexdigest()}"


def _count(subject: str, limit: Limit) -> int:
    """Seconds to wait, 0 when the try may go on (and is counted)."""
    now = clock.now()
    # Inserted or touched: either way the row is ours until the transaction ends.
    LoginThrottle.objects.bulk_create(
        [LoginThrottle(subject=subject, last_failed_at=now)],
        update_conflicts=True,
        update_fields=["updated_at"],
        unique_fields=["subject"],
    )
    row = LoginThrottle.objects.get(subject=subject)
    if row.locked_until and row.locked_until > now:
        return int((row.locked_until - now).total_seconds()) + 1
    if row.last_failed_at < now - limit.memory:
        row.failures = 0
    row.failures += 1
    row.last_failed_at = now
    lock = lock_for(limit, row.failures)
    row.locked_until = now + lock if lock else None
    row.save()
    return 0


def forget_account(account: str) -> None:
    """Forget the tries of one account, whatever address they came from."""
    _reset(_subject("account", account))


def _reset(subject: str) -> None:
    LoginThrottle.objects.filter(subject=subject).update(failures=0, locked_until=None)
