"""Invented buyers: names, addresses, and telephones as people type them."""

from quenty.demo.sample.picks import Picks

_FIRST = (
    "María José", "Juan Camilo", "Luz Marina", "Andrés Felipe", "Ana Sofía", "Óscar",
    "Valentina", "Jesús Alberto", "Yuliana", "Édgar", "Nataly", "Héctor Fabio", "Ximena",
    "José Ángel", "Dayana", "Rubén Darío", "Milena", "Íngrid", "Wilmer", "Begoña",
)  # fmt: skip
_LAST = (
    "Muñoz", "Peña", "Güiza", "Ibáñez", "Córdoba", "Zúñiga", "Quiñones", "Bermúdez", "Arango",
    "Ñáñez", "Palomino", "Restrepo", "Villamizar", "Epiayú", "Mosquera", "Cabrera", "Lozano",
    "Chaparro", "Tunjano", "Urrutia", "Jaramillo", "Castañeda", "Patiño", "Rentería",
)  # fmt: skip
_STREETS = ("Calle", "Carrera", "Cra.", "Cl", "Diagonal", "Transversal", "Avenida", "KR")
_INSIDE = ("", "", "Apto 301", "Casa 12", "Torre 2 Apto 504", "Local 3", "Piso 2", "Int. 4")
_RURAL = (
    "Vereda El Totumo, finca La Esperanza, km 4 vía al corregimiento",
    "Corregimiento San José, frente a la escuela",
    "Barrio El Prado, manzana 5 casa 8",
)


def name(picks: Picks) -> str:
    return f"{picks.one(_FIRST)} {picks.one(_LAST)} {picks.one(_LAST)}"


def email(full_name: str, number: int) -> str:
    initial = full_name.encode("ascii", "ignore").decode().split()[0].lower()
    return f"{initial}.{number}@correo.example"


def address(picks: Picks) -> tuple[str, str]:
    """Street line and what stands inside."""
    if picks.percent(8):
        return picks.one(_RURAL), ""
    street = f"{picks.one(_STREETS)} {picks.between(1, 170)}"
    return f"{street} # {picks.between(1, 120)}-{picks.between(1, 99):02d}", picks.one(_INSIDE)


def phone(picks: Picks) -> str:
    """A mobile number as it comes: bare, with its prefix, spaced, dashed, as a float."""
    prefix = picks.one(("300", "301", "310", "311", "312", "313", "315", "316", "317", "320"))
    rest = f"{picks.below(10_000_000):07d}"
    bare = prefix + rest
    return picks.one(
        (
            bare,
            f"+57{bare}",
            f"+57 {prefix} {rest[:3]} {rest[3:]}",
            f"{prefix}-{rest[:3]}-{rest[3:]}",
            f"'{bare}",
            f"57{bare}",
            f"{bare}.0",
            f"({prefix}) {rest[:3]} {rest[3:]}",
        )
    )
