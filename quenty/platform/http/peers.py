"""What units tell the front door of themselves: how they are, and the documents of their APIs.

`GET /_rpc/health` and `GET /_rpc/schema` say what anybody may read at the front door's
`/services/health` and `/api/schema`; like all of `/_rpc/` they are kept off the outer proxy.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import cache
from typing import Any

import httpx
import structlog
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularJSONAPIView

from quenty.platform import deadlines
from quenty.platform.breaker import State
from quenty.platform.http.intake import GIVE_BACK
from quenty.platform.registry import registry
from quenty.platform.registry.client import client_of
from quenty.platform.store.queues import ContextState, states

log = structlog.get_logger(__name__)

HEALTH, SCHEMA = "/_rpc/health", "/_rpc/schema"


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """The states of the contexts hosted here, by name."""
    return JsonResponse({state.name: asdict(state) for state in states() if state.hosted})


class OwnSchemaView(SpectacularJSONAPIView):
    """The OpenAPI document of the contexts hosted here."""

    custom_settings = {"SCHEMA_PATH_PREFIX": "/api/v1"}


class Heard:
    """What one unit last said at an address, asked anew by one thread at a time.

    `fresh`: seconds until it is asked again; `pause`: the same after it did not answer.
    `patience`: seconds for an answer. `keep`: whether its last answer outlives a failure.
    """

    def __init__(
        self, url: str, path: str, *, fresh: float, pause: float, patience: float, keep: bool
    ) -> None:
        self._path, self._patience, self._keep = path, patience, keep
        self._fresh, self._pause = fresh, pause
        self._client = client_of(url, connections=1)
        self._lock = threading.Lock()
        self._ask_at = 0.0
        self._answer: dict[str, Any] | None = None

    def get(self) -> dict[str, Any] | None:
        """None: it does not answer. Raises nothing."""
        if self._ask_at <= time.monotonic() and self._lock.acquire(timeout=self._patience):
            try:
                if self._ask_at <= time.monotonic():
                    self._ask()
            finally:
                self._lock.release()
        return self._answer

    def _ask(self) -> None:
        try:
            with deadlines.within(self._patience):
                found = self._client.get(self._path, headers={"Accept": "application/json"})
            found.raise_for_status()
            self._answer, pause = dict(found.json()), self._fresh
        except (httpx.HTTPError, ValueError, TypeError) as error:
            log.warning("peer.silent", path=self._path, error=type(error).__name__)
            self._answer, pause = self._answer if self._keep else None, self._pause
        self._ask_at = time.monotonic() + pause


@cache
def _health_of(url: str) -> Heard:
    return Heard(url, HEALTH, fresh=2, pause=2, patience=3, keep=False)


@cache
def _schema_of(url: str) -> Heard:
    # Generating a document takes a unit with many contexts a while.
    return Heard(url, SCHEMA, fresh=60, pause=15, patience=10, keep=True)


def states_everywhere() -> list[ContextState]:
    """All nine contexts, those of other units as these tell it."""
    said = _all(_health_of)
    return [
        state
        if state.hosted or state.name not in settings.QUENTY_PEERS
        else _as_told(state.name, said[settings.QUENTY_PEERS[state.name]])
        for state in states()
    ]


def _as_told(name: str, unit: dict[str, Any] | None) -> ContextState:
    breaker = registry.breakers.get(name)
    around: dict[str, Any] = {"name": name, "hosted": False}
    around["breaker"] = str(breaker.state if breaker else State.CLOSED)
    try:
        return ContextState(**{**(unit or {})[name], **around, "answers": True})
    except (KeyError, TypeError):
        # Away, or a unit of another version that speaks of itself otherwise.
        return ContextState(**around, answers=False if unit is None else None)


def schemas_of_peers() -> dict[str, dict[str, Any] | None]:
    """The document of the unit in which each context lives; None where nobody ever said."""
    said = _all(_schema_of)
    return {name: said[url] for name, url in settings.QUENTY_PEERS.items()}


def _all(heard: Callable[[str], Heard]) -> dict[str, dict[str, Any] | None]:
    """All units at once: who is slow delays nobody but itself."""
    urls = sorted(set(settings.QUENTY_PEERS.values()))
    if not urls:
        return {}
    with ThreadPoolExecutor(len(urls)) as threads:
        return dict(zip(urls, threads.map(lambda url: heard(url).get(), urls), strict=True))


def waits_for_peers(request: HttpRequest) -> None:
    """Waiting is no work: give the turn back before asking them."""
    if settings.QUENTY_PEERS:
        request.META.get(GIVE_BACK, lambda: None)()


def forget() -> None:
    """Ask all anew (tests)."""
    _health_of.cache_clear()
    _schema_of.cache_clear()
