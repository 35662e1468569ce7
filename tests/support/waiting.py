"""Waiting for what happens in another thread or process."""

import time
from collections.abc import Callable
from typing import Any


def eventually(holds: Callable[[], Any], *, seconds: float = 15.0, what: str = "") -> Any:
    """The first true answer of `holds`. Raises AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        found = holds()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s: {what or holds}")
        time.sleep(0.02)
