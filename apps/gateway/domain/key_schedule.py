"""Which signing key signs, and which are published, at an instant."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

# Verifiers keep the key set for a while: a new key is published this long before it signs.
LEAD = timedelta(minutes=5)
# An old key stays published until the last token it signed has expired, with a margin.
OVERLAP = timedelta(hours=1)


class Scheduled(Protocol):
    """A key's place in the schedule; `generation` counts up."""

    @property
    def generation(self) -> int: ...
    @property
    def signs_from(self) -> datetime: ...
    @property
    def published_until(self) -> datetime | None: ...


K = TypeVar("K", bound=Scheduled)


def signer(keys: Iterable[K], now: datetime) -> K | None:
    """The newest key whose time to sign has come and that is still published."""
    ready = [key for key in published(keys, now) if key.signs_from <= now]
    return max(ready, key=lambda key: key.generation, default=None)


def published(keys: Iterable[K], now: datetime) -> list[K]:
    """The keys a verifier must know now, newest first."""
    known = [key for key in keys if key.published_until is None or key.published_until > now]
    return sorted(known, key=lambda key: key.generation, reverse=True)
