"""Envelopes to and from the rows that hold them."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from quenty.platform.codec import from_plain, to_plain
from quenty.platform.events.envelope import COLUMNS, Envelope


@dataclass(frozen=True, slots=True)
class Taken:
    """An inbox row under our lease; `attempts` counts this one."""

    id: int
    message_id: UUID
    consumer: str
    attempts: int
    envelope: str


def envelope_of(row: tuple[Any, ...]) -> Envelope:
    """From the columns of an outbox or archive row, in the order of COLUMNS."""
    values = dict(zip(COLUMNS, row, strict=True))
    if isinstance(values["payload"], str):
        values["payload"] = json.loads(values["payload"])
    return Envelope(**values)


def plain(envelope: Envelope) -> dict[str, Any]:
    """As it travels and as an inbox row keeps it."""
    result: dict[str, Any] = to_plain(envelope)
    return result


def parse(stored: Any) -> Envelope:
    """Back from `plain`. Raises msgspec.ValidationError when it is no envelope."""
    return from_plain(stored, Envelope)
