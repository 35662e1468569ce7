"""Where a buyer says to live: the municipality behind what was typed."""

import re
from functools import cache

from quenty.kernel import dane
from quenty.kernel.dane import Municipality, normalise

# ISO 3166-2:CO subdivisions by their DANE department code.
_SUBDIVISIONS = {
    "AMA": "91", "ANT": "05", "ARA": "81", "ATL": "08", "BOL": "13", "BOY": "15", "CAL": "17",
    "CAQ": "18", "CAS": "85", "CAU": "19", "CES": "20", "CHO": "27", "COR": "23", "CUN": "25",
    "DC": "11", "GUA": "94", "GUV": "95", "HUI": "41", "LAG": "44", "MAG": "47", "MET": "50",
    "NAR": "52", "NSA": "54", "PUT": "86", "QUI": "63", "RIS": "66", "SAN": "68", "SAP": "88",
    "SUC": "70", "TOL": "73", "VAC": "76", "VAU": "97", "VID": "99",
}  # fmt: skip
# What people write for a department that is not its official name.
_NAMES = {
    "valle": "76",
    "bogota": "11",
    "bogota d c": "11",
    "bogota dc": "11",
    "distrito capital": "11",
    "guajira": "44",
    "la guajira": "44",
    "n de santander": "54",
    "n santander": "54",
    "san andres": "88",
    "san andres y providencia": "88",
    "san andres providencia": "88",
}
_SEPARATORS = re.compile(r"\s+-\s+|[,/();|]")


@cache
def department(text: str) -> str | None:
    """The two-digit code of a department by ISO part (`ANT`, `CO-ANT`), code or name."""
    part = text.strip().upper().removeprefix("CO-")
    if part in _SUBDIVISIONS:
        return _SUBDIVISIONS[part]
    if part in dane.departments():
        return part
    name = normalise(text)
    if name in _NAMES:
        return _NAMES[name]
    for code, official in dane.departments().items():
        if normalise(official) == name:
            return code
    return None


@cache
def _members(code: str) -> tuple[Municipality, ...]:
    return tuple(m for m in dane.municipalities().values() if m.department_code == code)


def municipality(city: str, *hints: str) -> Municipality | None:
    """The one municipality that a city and hints of its department name, or None.

    `hints`: province code, province name, as the shop has them; the first that is a
    department counts. "Cali - Valle" carries its own hint. A department of a single
    municipality (Bogotá) settles what a neighbourhood can't.
    """
    if city.isdecimal() and len(city) in (4, 7):
        # A spreadsheet took 05001 for the number 5001.
        city = f"0{city}"
    code = next((c for hint in hints if hint and (c := department(hint))), None)
    if found := dane.resolve(city, code):
        return found
    parts = [part.strip() for part in _SEPARATORS.split(city) if part.strip()]
    if len(parts) > 1:
        hinted = next((c for part in parts[1:] if (c := department(part))), code)
        if found := dane.resolve(parts[0], hinted):
            return found
    if code and len(members := _members(code)) == 1:
        return members[0]
    return None
