"""Interleaved 2 of 5 (ISO/IEC 16390): pairs of digits, one in the bars, one in the spaces."""

QUIET_MODULES = 10
_WIDE = 3
# Five elements a digit, two of them wide.
_DIGITS = (
    "nnwwn", "wnnnw", "nwnnw", "wwnnn", "nnwnw", "wnwnn", "nwwnn", "nnnww", "wnnwn", "nwnwn",
)  # fmt: skip
_START, _STOP = "nnnn", "wnn"


def fits(text: str) -> bool:
    """Whether it can hold a text as it is: an even count of digits, two at least."""
    return text.isascii() and text.isdigit() and len(text) % 2 == 0


def widths(text: str) -> list[int]:
    """Widths in modules, bar and space in turn, beginning and ending with a bar.

    Quiet zones of 10 modules on both sides are the caller's. Raises ValueError for a text
    that does not fit.
    """
    if not fits(text):
        raise ValueError(f"Interleaved 2 of 5 takes pairs of digits: {text!r}")
    elements = _START
    for bars, spaces in zip(text[::2], text[1::2], strict=True):
        pairs = zip(_DIGITS[int(bars)], _DIGITS[int(spaces)], strict=True)
        elements += "".join(bar + space for bar, space in pairs)
    return [_WIDE if element == "w" else 1 for element in elements + _STOP]
