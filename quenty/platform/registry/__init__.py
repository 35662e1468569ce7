"""Synchronous calls between contexts, wherever the other one runs."""

from quenty.platform.registry.loopback import LoopbackWire
from quenty.platform.registry.registry import (
    CalledInTransaction,
    NotServed,
    Registry,
    registry,
)
from quenty.platform.registry.remote import HttpWire, Wire


def _wire_to(where: str) -> Wire:
    return LoopbackWire() if where == "loopback" else HttpWire(where)


registry.wire_to = _wire_to

__all__ = ["CalledInTransaction", "NotServed", "Registry", "registry"]
