"""A value that all processes fetch once between them, through the cache."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache

from quenty.platform.codec import from_plain, to_plain

T = TypeVar("T")


def shared(key: str, kind: type[T], *, seconds: float, fetch: Callable[[], T]) -> T:
    """What some process fetched in the last `seconds`, else what `fetch` gives now.

    Without Redis, or while it is away, everybody fetches. Raises what `fetch` raises.
    """
    if not settings.REDIS_URL:
        return fetch()
    held = cache.get(key)
    if held is not None:
        return from_plain(held, kind)
    value = fetch()
    cache.set(key, to_plain(value), timeout=seconds)
    return value
