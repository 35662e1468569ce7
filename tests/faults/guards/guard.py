"""What a guard is, as data."""

from collections.abc import Sequence
from dataclasses import dataclass

# How a test says that what it asserts does not hold.
ASSERTED = r"AssertionError|^assert |DID NOT RAISE"


@dataclass(frozen=True)
class Edit:
    """`text` is in `file` once; `instead` stands there when the guard is out."""

    file: str
    text: str
    instead: str


@dataclass(frozen=True)
class Guard:
    """`test`: a pytest node that fails without it, by an assertion. `also`: a pattern in what it
    may say instead, where what the guard keeps from happening is an error of its own.
    """

    name: str
    test: str
    edits: Sequence[Edit]
    also: str = ""


def guard(name: str, test: str, file: str, text: str, instead: str, *, also: str = "") -> Guard:
    """One that is a single piece of text."""
    return Guard(name, test, (Edit(file, text, instead),), also)
