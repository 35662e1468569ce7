"""The operator that works by its published sheet alone: offline, and what each is by default."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from apps.orders.domain.incidents import ACTIONS
from apps.orders.domain.operators.failures import NotOffered
from apps.orders.domain.operators.port import (
    Booked,
    Consignment,
    Happened,
    Instructed,
    Instruction,
    Line,
    OperatorLabel,
    OperatorRate,
    PickupOrdered,
    PickupWanted,
)


class RateSheetOperator:
    """Its prices are the sheet's, its number is ours, and its events are told to us."""

    needs: ClassVar[tuple[str, ...]] = ()
    offline: ClassVar[bool] = True
    instructs: ClassVar[frozenset[str]] = frozenset(ACTIONS)

    def __init__(self, line: Line) -> None:
        self.line = line

    def check(self) -> None:
        """There is nothing to check."""

    def quote(self, consignment: Consignment) -> tuple[OperatorRate, ...]:
        return ()

    def book(self, consignment: Consignment) -> Booked:
        return Booked()

    def label(self, number: str) -> OperatorLabel:
        raise NotOffered("labels are ours")

    def cancel(self, number: str, reference: str, reason: str) -> None:
        """Nobody was told, so nobody need be told."""

    def track(self, numbers: Sequence[str]) -> Mapping[str, tuple[Happened, ...]]:
        return {}

    def pickup(self, wanted: PickupWanted) -> PickupOrdered:
        raise NotOffered("collections are pickups' own")

    def instruct(self, wanted: Instruction) -> Instructed:
        """Its people read the answer in the queue of their incidents."""
        return Instructed()
