"""The operators' port: quote, book, label, cancel, track, pickup, instruct; and what goes
through it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Protocol

from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One end of a consignment. `dane`: five-digit municipality code. Phones: E.164."""

    name: str
    phone: str
    address: str
    dane: str
    complement: str = ""
    document: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A parcel, numbered from 1. Grams and millimetres."""

    number: int
    weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment:
    """What is to be carried. `reference`: our guide's number, by which the operator tells a
    repeat from a new one; "" while it is only quoted. `collect`: at the door, zero for none.
    `repeated`: it may have been booked before, so an operator that can't tell is asked first."""

    reference: str
    service_code: str
    sender: Party
    recipient: Party
    boxes: tuple[Box, ...]
    contents: str
    declared: Money
    collect: Money
    notes: str = ""
    repeated: bool = False

    @property
    def weight_g(self) -> int:
        return sum(box.weight_g for box in self.boxes)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorRate:
    """What the operator asks for a service. `transit_days`: business days, None if untold."""

    service_code: str
    total: Money
    transit_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorLabel:
    content: bytes
    media: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """`number`: the operator's own, "" where ours is the number it goes by. `label`: where it
    is given with the booking, and never again."""

    number: str = ""
    tracking_url: str = ""
    label: OperatorLabel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event in an operator's words. `word`: its own status word, mapped by `event`, which
    is one of the guide's states, "" for what moves nothing. `external_id`: the operator's id
    of it, "" for none."""

    word: str
    event: str
    occurred_at: datetime
    place: str = ""
    reason: str = ""
    notes: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupWanted:
    """Somebody is to collect `pieces` parcels at the sender's. Hours: HH:MM in Bogota."""

    at: Party
    day: date
    ready_from: str
    ready_until: str
    numbers: tuple[str, ...]
    weight_g: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupOrdered:
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """What is to be done with a parcel that does not get on. `action`: one of the answers to an
    incident. `number`: the operator's, else ours. `reference`: ours of this instruction, by
    which the operator tells a repeat. `day`: of the next attempt, None for the next there is.
    `address` and the like: of a new address, in the municipality `dane`; `phone`: E.164.
    `repeated`: it may have been told before, so an operator that can't tell is asked first."""

    action: str
    number: str
    reference: str
    day: date | None = None
    address: str = ""
    complement: str = ""
    phone: str = ""
    dane: str = ""
    comment: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructed:
    """`reference`: under which the operator keeps it, "" for none."""

    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How an operator is reached. `secrets`: its credentials, never shown or logged.
    `seconds`: the longest that one call may take, from its start to its end."""

    operator_id: str
    operator_code: str
    base_url: str
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    seconds: float = 8.0


class OperatorPort(Protocol):
    """One operator over one line. Each method raises Refused, NotReached or NoAnswer.

    `needs`: names of the credentials it can't do without. `offline`: it asks nobody, so that
    its calls are neither logged nor broken off. `instructs`: the answers to an incident that
    it can be told; the others are told to it by hand.
    """

    needs: ClassVar[tuple[str, ...]]
    offline: ClassVar[bool]
    instructs: ClassVar[frozenset[str]]

    def __init__(self, line: Line) -> None: ...

    def check(self) -> None:
        """Whether the credentials are good."""

    def quote(self, consignment: Consignment) -> tuple[OperatorRate, ...]: ...

    def book(self, consignment: Consignment) -> Booked:
        """The same reference again answers the same booking."""

    def label(self, number: str) -> OperatorLabel: ...

    def cancel(self, number: str, reference: str, reason: str) -> None:
        """By the operator's number, or by our reference where it is not known ("").

        One that it does not know is as good as cancelled.
        """

    def track(self, numbers: Sequence[str]) -> Mapping[str, tuple[Happened, ...]]:
        """By number, for those that it knows."""

    def pickup(self, wanted: PickupWanted) -> PickupOrdered: ...

    def instruct(self, wanted: Instruction) -> Instructed:
        """The same reference again is the same instruction; a later one overrules it."""
