"""What a scanner reads from a label: the guide's number, and the piece where it is told."""

import re
from dataclasses import dataclass

_PIECE = re.compile(r"\A(?P<number>.+?)[-/ ]P?(?P<piece>\d{1,3})\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """`piece` None: the label says the guide alone."""

    number: str
    piece: int | None


def readings(text: str) -> list[Label]:
    """What a scanned text may mean, the whole text as a guide's number first.

    A QR may hold an address: its last part counts.
    """
    text = text.strip().rstrip("/").rsplit("/", 1)[-1] if "://" in text else text.strip()
    found = [Label(text.upper(), None)]
    match = _PIECE.match(text.upper())
    if match:
        found.append(Label(match["number"], int(match["piece"])))
    return found
