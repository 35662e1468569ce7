"""Opening hours as people write them: `lun-vie 08:00-12:00 14:00-18:00`, one line a span of
days."""

import re
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from apps.franchise.domain.points import DAYS

SPANISH_DAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
_NUMBERS = {
    **{day: number for number, day in enumerate(DAYS)},
    **{day: number for number, day in enumerate(SPANISH_DAYS)},
    "mie": 2,
    "sab": 5,
}
_SPAN = re.compile(r"(\d{1,2}:\d{2})-(\d{1,2}:\d{2})")

Hours = Mapping[str, Sequence[Sequence[str]]]


def read_hours(text: str) -> dict[str, list[list[str]]]:
    """By day. Raises ValidationError with the line that is none; their order is checked by
    services."""
    hours: dict[str, list[list[str]]] = {}
    for line in filter(None, map(str.strip, text.lower().splitlines())):
        days, *told = line.split()
        first, _, last = days.partition("-")
        spans = [_SPAN.fullmatch(span) for span in told]
        known = first in _NUMBERS and (last or first) in _NUMBERS
        if not known or not told or not all(spans):
            raise ValidationError(line, code="hours")
        for number in range(_NUMBERS[first], _NUMBERS[last or first] + 1):
            hours.setdefault(DAYS[number], []).extend(
                [span[1].zfill(5), span[2].zfill(5)] for span in spans if span
            )
    return hours


def write_hours(hours: Hours) -> str:
    """One line for days that follow each other and are alike."""
    words = DAYS if (get_language() or "es").startswith("en") else SPANISH_DAYS
    lines: list[tuple[int, int, str]] = []
    for number, day in enumerate(DAYS):
        spans = " ".join("-".join(span) for span in hours.get(day, ()))
        if spans and lines and lines[-1][1:] == (number - 1, spans):
            lines[-1] = (lines[-1][0], number, spans)
        elif spans:
            lines.append((number, number, spans))
    return "\n".join(
        f"{words[first]}{'' if first == last else '-' + words[last]} {spans}"
        for first, last, spans in lines
    )
