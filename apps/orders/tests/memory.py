"""How much memory something takes."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

MEGABYTE = 1024 * 1024


@dataclass
class Grown:
    """`bytes`: what the process grew by at its most, drawing libraries and all."""

    bytes: int = 0


@contextmanager
def watched() -> Iterator[Grown]:
    process, grown, over = psutil.Process(), Grown(), threading.Event()
    before = process.memory_info().rss

    def look() -> None:
        while not over.wait(0.01):
            grown.bytes = max(grown.bytes, process.memory_info().rss - before)

    looker = threading.Thread(target=look)
    looker.start()
    try:
        yield grown
    finally:
        over.set()
        looker.join()


class Held:
    """What the process holds as rows are taken in, told by `progress`: bytes by rows done."""

    def __init__(self) -> None:
        self.at: dict[int, int] = {}

    def progress(self, done: int, total: int) -> None:
        if done % 200 == 0:
            gc.collect()
            self.at[done] = psutil.Process().memory_info().rss
