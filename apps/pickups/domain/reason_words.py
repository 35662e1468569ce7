"""Reasons and changes as sentences, in Spanish and English."""

from apps.pickups.domain.routing.changes import Change, ChangeKind
from apps.pickups.domain.routing.faults import Fault, FaultKind

Pair = tuple[str, str]
_UNITS = {"weight_g": ("kg", 1000), "volume_cm3": ("dm³", 1000), "pieces": ("", 1)}

# Blanks: minutes, km, count, load (with its unit), what (a skill or zone).
_FAULTS: dict[FaultKind, Pair] = {
    FaultKind.WINDOW: ("{minutes} min tarde", "{minutes} min late"),
    FaultKind.SHIFT: ("{minutes} min después del turno", "{minutes} min past the shift"),
    FaultKind.DURATION: ("{minutes} min de más en la ruta", "the route {minutes} min too long"),
    FaultKind.DISTANCE: ("{km} km de más en la ruta", "the route {km} km too far"),
    FaultKind.LOAD: ("{load} de más", "{load} over"),
    FaultKind.STOPS: ("paradas de más: {count}", "stops too many: {count}"),
    FaultKind.SKILL: ("ningún conductor con {what}", "no driver with skill {what}"),
    FaultKind.TERRITORY: ("ningún conductor en la zona {what}", "no driver in zone {what}"),
    FaultKind.BREAK: ("la pausa {minutes} min tarde", "the break {minutes} min late"),
}
_ELSEWHERE: Pair = ("fijada en otra ruta", "locked elsewhere")
_CHANGES: dict[ChangeKind, Pair] = {
    ChangeKind.WINDOW: ("ampliar la franja {minutes} min", "extend the window by {minutes} min"),
    ChangeKind.SHIFT: ("alargar el turno {minutes} min", "extend the shift by {minutes} min"),
    ChangeKind.DURATION: ("permitir {minutes} min más", "allow {minutes} min more"),
    ChangeKind.DISTANCE: ("permitir {km} km más", "allow {km} km more"),
    ChangeKind.STOPS: ("permitir más paradas: {count}", "allow more stops: {count}"),
    ChangeKind.CAPACITY: ("un vehículo con {load} más", "a vehicle with {load} more"),
    ChangeKind.SKILL: ("un conductor con {what}", "a driver with skill {what}"),
    ChangeKind.TERRITORY: ("abrir la zona {what} a un conductor", "open zone {what} to a driver"),
    ChangeKind.BREAK: ("mover la pausa {minutes} min", "move the break by {minutes} min"),
    ChangeKind.PRIZE: ("darle más prioridad", "give it a higher priority"),
    ChangeKind.VEHICLE: ("agregar un turno", "add a shift"),
}


def fault_words(fault: Fault) -> Pair:
    """What stands in the way: "18 min late", "40 kg over", "no driver with skill cold"."""
    return _filled(_FAULTS.get(fault.kind, _ELSEWHERE), fault.amount, fault.detail)


def change_words(change: Change) -> Pair:
    """What would serve the stop."""
    return _filled(_CHANGES[change.kind], change.amount, change.detail)


def _filled(pair: Pair, amount: int, detail: str) -> Pair:
    blanks = {
        "minutes": -(-amount // 60),
        "km": f"{amount / 1000:.1f}",
        "count": amount,
        "load": _measured(detail, amount),
        "what": detail,
    }
    return pair[0].format_map(blanks), pair[1].format_map(blanks)


def _measured(dimension: str, amount: int) -> str:
    unit, per = _UNITS.get(dimension, (dimension, 1))
    return f"{amount / per:g} {unit}".strip()
