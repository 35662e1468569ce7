"""How long the work at hand may still take; passed on to every neighbour that is asked."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_until: ContextVar[float | None] = ContextVar("quenty_deadline", default=None)


class DeadlineExceeded(TimeoutError):
    """There is no time left to ask anybody."""


def remaining(at_most: float) -> float:
    """Seconds left, no more than `at_most`. Raises DeadlineExceeded when there are none."""
    until = _until.get()
    left = at_most if until is None else min(at_most, until - time.monotonic())
    if left <= 0:
        raise DeadlineExceeded("the deadline of this request has passed")
    return left


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Bound a block; an earlier deadline around it stays in force."""
    wanted = time.monotonic() + seconds
    before = _until.get()
    token = _until.set(wanted if before is None else min(before, wanted))
    try:
        yield
    finally:
        _until.reset(token)
