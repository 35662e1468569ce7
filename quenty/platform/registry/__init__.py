"""Synchronous calls between contexts, wherever the other one runs."""

from quenty.platform.registry.registry import (
    CalledInTransaction,
    NotServed,
    Registry,
    registry,
)

__all__ = ["CalledInTransaction", "NotServed", "Registry", "registry"]
