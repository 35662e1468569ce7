"""Operators as orders reaches them: one adapter a way of being asked, all behind one port."""

from apps.orders.neighbours.operators.choose import (
    ADAPTERS,
    adapter_for,
    instructs,
    missing_extra,
    needs_address,
    needs_of,
)

__all__ = ["ADAPTERS", "adapter_for", "instructs", "missing_extra", "needs_address", "needs_of"]
