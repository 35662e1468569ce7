"""Fitting text into a box: what a label's font can show, wrapped, shrunk, at last cut."""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby

from anyascii import anyascii

# (text, bold, size) -> width, size and width in dots.
Measure = Callable[[str, bool, int], float]

_TYPOGRAPHIC = frozenset("–—‘’‚“”„…€•")
# Latin letters that Unicode doesn't take apart.
_LATIN = {
    "Ł": "L",
    "ł": "l",
    "Đ": "D",
    "đ": "d",
    "ı": "i",
    "Œ": "OE",
    "œ": "oe",
    "Ħ": "H",
    "ħ": "h",
}
ELLIPSIS = "…"


def printable(text: str) -> str:
    """The text in characters that every label font has: Latin-1 and common punctuation.

    Accents stay; a letter beyond Latin-1 loses its mark, and one of another script is written
    as it sounds (orders refuse it in names and addresses: `unprintable`), or by its number where
    nobody says how; signs such as emoji are left out; controls and line breaks become spaces.
    """
    shown = list(_shown(text))
    foreign = any(one == "?" != c for c, one in shown)
    written = _sounded_out(shown) if foreign else (one for _, one in shown)
    return " ".join("".join(written).split())


def unprintable(text: str) -> str:
    """The characters of a text that no label can show, each once, in their order."""
    return "".join(dict.fromkeys(c for c, shown in _shown(text) if shown in ("", "?") and _says(c)))


def _says(c: str) -> bool:
    """Whether a reader would miss it: anything but what is invisible or a mark of a letter."""
    return c != "?" and unicodedata.category(c) not in ("Cf", "Mn", "Me")


def _sounded_out(shown: list[tuple[str, str]]) -> Iterator[str]:
    for foreign, letters in groupby(shown, key=lambda one: one[1] == "?" != one[0]):
        if foreign:
            yield _sounded([c for c, _ in letters])
        else:
            yield from (one for _, one in letters)


def _sounded(word: list[str]) -> str:
    """A letter may be silent in its word; a word is not."""
    sound = anyascii("".join(word)).strip()
    return sound or " ".join(f"U+{ord(c):04X}" for c in word)


def _shown(text: str) -> Iterator[tuple[str, str]]:
    for c in unicodedata.normalize("NFC", text):
        yield c, _one(c)


def _one(c: str) -> str:
    if c in _TYPOGRAPHIC or " " <= c <= "~" or "\xa1" <= c <= "\xff":
        return c if c != "\xad" else ""
    category = unicodedata.category(c)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Mn", "Me"):
        return ""
    plain = "".join(p for p in unicodedata.normalize("NFKD", c) if " " <= p <= "~")
    return _LATIN.get(c) or plain or ("" if category in ("So", "Sk", "Co", "Cn", "Cs") else "?")


def _cut(text: str, width: float, size: int, bold: bool, measure: Measure) -> str:
    while text and measure(text + ELLIPSIS, bold, size) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _break_word(word: str, width: float, size: int, bold: bool, measure: Measure) -> list[str]:
    parts = []
    while word and measure(word, bold, size) > width:
        end = len(word) - 1
        while end > 1 and measure(word[:end], bold, size) > width:
            end -= 1
        parts.append(word[: max(end, 1)])
        word = word[max(end, 1) :]
    return [*parts, word] if word else parts


def wrap(text: str, width: float, size: int, bold: bool, measure: Measure) -> list[str]:
    """Lines no wider than `width`; a word wider than a line is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for part in _break_word(word, width, size, bold, measure):
            joined = f"{line} {part}" if line else part
            if measure(joined, bold, size) <= width:
                line = joined
            else:
                lines.append(line)
                line = part
    return [*lines, line] if line else lines


def leading(size: int) -> int:
    """From one baseline to the next."""
    return size + max(2, size // 8)


def fit(
    text: str,
    *,
    width: float,
    height: int,
    size: int,
    least: int,
    bold: bool,
    measure: Measure,
) -> tuple[int, list[str]]:
    """The largest size from `size` down to `least` at which the text, wrapped, stands in
    `width` and `height`, and its lines. What doesn't fit even then ends in an ellipsis.
    """
    text = printable(text)
    for tried in range(size, least - 1, -1):
        lines = wrap(text, width, tried, bold, measure)
        if len(lines) * leading(tried) <= height:
            return tried, lines
    room = max(1, height // leading(least))
    if len(lines) > room:
        lines = [*lines[: room - 1], _cut(lines[room - 1], width, least, bold, measure)]
    return least, lines
