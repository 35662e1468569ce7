"""How a context declares a fact that others may hear.

    @event("orders.guide.generated", version=1)
    class GuideGeneratedV1:
        guide_id: UUID

A plain declaration on a frozen dataclass; the platform reads the registry.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass(frozen=True)
class EventType:
    """A declared event: its name `<context>.<subject>.<fact>`, its version, its payload class."""

    name: str
    version: int
    payload: type
    webhook: bool
    personal: frozenset[str]
    internal: frozenset[str] = frozenset()

    @property
    def context(self) -> str:
        return self.name.split(".", 1)[0]

    @property
    def key(self) -> str:
        return f"{self.name}.v{self.version}"


EVENTS: dict[str, EventType] = {}
_BY_CLASS: dict[type, EventType] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(name: str, *, version: int = 1, webhook: bool = False) -> Callable[[type[T]], type[T]]:
    """Declare an event. `webhook=True`: merchants may subscribe to it.

    Raises ValueError when the name has not three parts or is declared twice.
    """
    if name.count(".") != 2:
        raise ValueError(f"an event is <context>.<subject>.<fact>: {name!r}")

    def declare(cls: type[T]) -> type[T]:
        frozen = dataclass(frozen=True, kw_only=True, slots=True)(cls)
        marked = {
            mark: frozenset(f.name for f in fields(frozen) if f.metadata.get(mark))  # type: ignore[arg-type]
            for mark in ("personal", "internal")
        }
        declared = EventType(name, version, frozen, webhook, marked["personal"], marked["internal"])
        if declared.key in EVENTS:
            raise ValueError(f"{declared.key} is declared twice")
        EVENTS[declared.key] = declared
        _BY_CLASS[frozen] = declared
        return frozen

    return declare


def event_type(payload: Any) -> EventType:
    """The declaration of a payload, or of its class. Raises KeyError if it is no event."""
    return _BY_CLASS[payload if isinstance(payload, type) else type(payload)]


def personal(**kwargs: Any) -> Any:
    """Mark a payload field as personal data: masked in logs, blanked on erasure."""
    return field(metadata={"personal": True}, **kwargs)


def internal(**kwargs: Any) -> Any:
    """Mark a payload field as ours alone: it leaves by no webhook."""
    return field(metadata={"internal": True}, **kwargs)
