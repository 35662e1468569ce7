"""When this process last started or lost a database: near that, attempts are kept on disk.

A message that ends PostgreSQL takes back what had not reached the disk, its own attempt too, and
would be new for ever. Waiting for the disk at every attempt is for nothing where none does.
"""

import time

NEAR_SECONDS = 20.0

_last = time.monotonic()


def lost() -> None:
    """A role failed, as each does whose database goes away."""
    global _last
    _last = time.monotonic()


def is_near() -> bool:
    return time.monotonic() - _last < NEAR_SECONDS
