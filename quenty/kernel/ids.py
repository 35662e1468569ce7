"""Identifiers: UUIDv7, so that keys sort by the time they were made."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0
_TAIL = (1 << 62) - 1


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then a
    12-bit counter of the sub-millisecond fraction that keeps ids of one process
    in order, then 62 random bits.
    """
    return new_ids(1)[0]


def new_ids(count: int) -> list[UUID]:
    """As many, in order, for the price of little more than one."""
    global _last
    with _lock:
        nanos = time.time_ns()
        # milliseconds << 12 | fraction of the millisecond in 1/4096
        stamp = (nanos // 1_000_000 << 12) | (nanos % 1_000_000 * 4096 // 1_000_000)
        stamp = max(stamp, _last + 1)
        _last = stamp + count - 1
    chance = os.urandom(8 * count)
    return [
        _uuid(stamp + n, int.from_bytes(chance[8 * n : 8 * n + 8]) & _TAIL) for n in range(count)
    ]


def _uuid(stamp: int, tail: int) -> UUID:
    value = (stamp >> 12 & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | tail
    return UUID(int=value)
