"""Where buyers live, over every department, and how they write it."""

from quenty.demo.sample.picks import Picks
from quenty.kernel.dane import Municipality, departments, municipalities, normalise

ISO = {
    "05": "ANT", "08": "ATL", "11": "DC", "13": "BOL", "15": "BOY", "17": "CAL", "18": "CAQ",
    "19": "CAU", "20": "CES", "23": "COR", "25": "CUN", "27": "CHO", "41": "HUI", "44": "LAG",
    "47": "MAG", "50": "MET", "52": "NAR", "54": "NSA", "63": "QUI", "66": "RIS", "68": "SAN",
    "70": "SUC", "73": "TOL", "76": "VAC", "81": "ARA", "85": "CAS", "86": "PUT", "88": "SAP",
    "91": "AMA", "94": "GUA", "95": "GUV", "97": "VAU", "99": "VID",
}  # fmt: skip
_TYPED = {
    "11001": ("Bogota", "BOGOTÁ D.C.", "Bogotá", "bogota dc", "Chapinero"),
    "05001": ("medellin ", "Medellín", "MEDELLIN"),
    "76001": ("Cali - Valle", "Santiago de Cali", "cali"),
    "47001": ("Sta Marta", "Santa Marta"),
    "13001": ("Cartagena de Indias", "cartagena"),
    "52001": ("San Juan de Pasto", "Pasto"),
    "54001": ("Cucuta", "San José de Cúcuta"),
}


def destinations(picks: Picks, count: int) -> list[Municipality]:
    """One in every department first, then by population, small places included."""
    everywhere = list(municipalities().values())
    chosen = [
        picks.one([m for m in everywhere if m.department_code == code]) for code in departments()
    ]
    weights = [max(place.population, 4_000) for place in everywhere]
    while len(chosen) < count:
        chosen.append(picks.weighted(everywhere, weights))
    return chosen[:count]


def typed(place: Municipality, picks: Picks) -> str:
    """The city as a buyer typed it: as it is, without accents, in capitals."""
    if place.code in _TYPED:
        return picks.one(_TYPED[place.code])
    return picks.one((place.name, place.name, place.name.upper(), normalise(place.name)))
