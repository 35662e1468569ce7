"""What surrounds the work at hand: correlation, cause, actor, livemode.

Set at each door (HTTP, consumer, job, command), read by whatever writes events and logs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from quenty.kernel.actors import SYSTEM, Actor
from quenty.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Ambient:
    """`hops`: how many events lie between the first cause and this work."""

    correlation_id: str = ""
    causation_id: UUID | None = None
    hops: int = 0
    actor: Actor = SYSTEM
    livemode: bool = True


_NONE = Ambient()
_current: ContextVar[Ambient] = ContextVar("quenty_ambient", default=_NONE)


def current() -> Ambient:
    """The surroundings; a correlation id is made when a door gave none."""
    found = _current.get()
    if not found.correlation_id:
        found = replace(found, correlation_id=str(new_id()))
        _current.set(found)
    return found


@contextmanager
def surround(**changes: Any) -> Iterator[Ambient]:
    """Run a block with some of the surroundings changed."""
    token = _current.set(replace(_current.get(), **changes))
    try:
        yield _current.get()
    finally:
        _current.reset(token)
