"""Figures and codes as a guide prints them, in Spanish, which the law asks for."""

from datetime import date, datetime
from decimal import Decimal
from string import ascii_uppercase

from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money

MODES = {"ground": "TERRESTRE", "express": "EXPRÉS", "air": "AÉREO"}
REGIMES = {"postal": "Mensajería expresa", "cargo": "Transporte de carga"}
ZONES = {
    "local": "LOCAL",
    "metropolitan": "METROPOLITANA",
    "zonal": "ZONAL",
    "regional": "REGIONAL",
    "national": "NACIONAL",
    "special": "ESPECIAL",
    "remote": "DIFÍCIL ACCESO",
    "other": "OTROS",
}


def pesos(money: Money) -> str:
    """`$ 1.250.000`: whole pesos with points between thousands."""
    return f"$ {int(money.amount):,}".replace(",", ".")


def number(value: Decimal, unit: str) -> str:
    """A measure with a decimal comma and no idle zeros: `2,5 kg`."""
    plain = f"{value.normalize():f}".replace(".", ",")
    return f"{plain} {unit}".strip()


def moment(instant: datetime) -> str:
    """Day and time in Colombia: `05/03/2026 14:20`."""
    return instant.astimezone(BOGOTA).strftime("%d/%m/%Y %H:%M")


def day(value: date) -> str:
    return value.strftime("%d/%m/%Y")


def place(city: str, department: str) -> str:
    """City and department; once where they are the same, as in Bogotá."""
    return city if city == department else f"{city}, {department}"


def route(dane_code: str) -> str:
    """A municipality's code as sorters read it: department, then municipality."""
    return f"{dane_code[:2]}-{dane_code[2:]}"


def phone(e164: str) -> str:
    """A Colombian number in groups (`300 123 4567`); another country's as it is."""
    digits = e164.removeprefix("+57")
    if e164.startswith("+57") and len(digits) == 10:
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    return e164


def spaced(guide_number: str) -> str:
    """The letters, then the figures in groups of four, for whoever types it."""
    figures = guide_number.lstrip(ascii_uppercase)
    letters = guide_number[: len(guide_number) - len(figures)]
    groups = [figures[i : i + 4] for i in range(0, len(figures), 4)]
    return " ".join([letters, *groups]).strip()
