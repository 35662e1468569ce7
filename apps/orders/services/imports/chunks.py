"""The rows of a file, some at a time, into a batch."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from apps.orders.models import ImportBatch

# Rows that are in memory at once.
CHUNK = 50

Progress = Callable[[int, int], None]
T = TypeVar("T")


def in_chunks(
    batch: ImportBatch,
    items: Iterator[T],
    take: Callable[[list[T]], None],
    *,
    most: int | None = None,
    progress: Progress = lambda done, total: None,
) -> bool:
    """Whether the file is at its end; `most`: rows after which it stops anyway, a multiple of
    CHUNK. `progress` hears (rows done, rows in all). Raises what concerns every row."""
    taken = 0
    while chunk := list(islice(items, CHUNK)):
        take(chunk)
        progress(batch.rows_total, batch.rows_expected or 0)
        taken += len(chunk)
        if most is not None and taken >= most:
            return False
    return True
