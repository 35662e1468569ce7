"""Parked rows of all hosted contexts, as a person reads them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from quenty.kernel.events import EVENTS
from quenty.platform.events.parked import parked
from quenty.platform.store.models import Inbox

# A page shows so many of each context; the rest comes up as these are dealt with.
MOST = 200
MASK = "•••"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedRow:
    """`payload`: as text, personal data masked. `error`: the last one."""

    context: str
    id: int
    type: str
    consumer: str
    attempts: int
    error: str
    received_at: datetime
    message_id: str
    correlation_id: str
    actor: str
    payload: str


def hosted() -> tuple[str, ...]:
    """The contexts whose databases this process has."""
    return tuple(settings.QUENTY_CONTEXTS)


def parked_rows(context: str = "") -> list[ParkedRow]:
    """Newest first; a database that is gone shows none (the front page says so)."""
    found: list[ParkedRow] = []
    for name in (context,) if context else hosted():
        try:
            found += [_row(name, row) for row in parked(name)[:MOST]]
        except DatabaseError:
            continue
    return sorted(found, key=lambda row: row.received_at, reverse=True)


def parked_row(context: str, row_id: int) -> ParkedRow | None:
    row = parked(context).filter(pk=row_id).first()
    return None if row is None else _row(context, row)


def _row(context: str, row: Inbox) -> ParkedRow:
    envelope: dict[str, Any] = row.envelope
    return ParkedRow(
        context=context,
        id=row.pk,
        type=row.type,
        consumer=row.consumer,
        attempts=row.attempts,
        error=row.last_error,
        received_at=row.received_at,
        message_id=str(row.message_id),
        correlation_id=str(envelope.get("correlation_id", "")),
        actor=str(envelope.get("actor", "")),
        payload=json.dumps(_masked(envelope), indent=2, ensure_ascii=False),
    )


def _masked(envelope: dict[str, Any]) -> Any:
    declared = EVENTS.get(f"{envelope.get('type')}.v{envelope.get('version')}")
    payload = envelope.get("payload")
    if not isinstance(payload, dict):
        return payload
    if declared is None:
        # A job's arguments are not declared, so nobody knows which are personal.
        return {name: _only_ids(name, value) for name, value in payload.items()}
    return {name: MASK if name in declared.personal else v for name, v in payload.items()}


def _only_ids(name: str, value: Any) -> Any:
    return value if name.endswith("_id") or isinstance(value, bool | int) else MASK
