"""Choices that are the same on every machine."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


class Picks:
    """An endless row of choices that its seed alone decides."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def below(self, most: int) -> int:
        """From 0 to `most` - 1."""
        self._count += 1
        digest = sha256(f"{self._seed}:{self._count}".encode()).digest()
        return int.from_bytes(digest[:8]) % most

    def between(self, least: int, most: int) -> int:
        return least + self.below(most - least + 1)

    def one(self, of: Sequence[T]) -> T:
        return of[self.below(len(of))]

    def weighted(self, of: Sequence[T], weights: Sequence[int]) -> T:
        sums = list(accumulate(weights))
        mark = self.below(sums[-1])
        return next(item for item, reach in zip(of, sums, strict=True) if mark < reach)

    def percent(self, chance: int) -> bool:
        return self.below(100) < chance
