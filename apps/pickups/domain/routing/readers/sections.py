"""VRPLIB text as headers and numbered sections, before they mean anything."""

from dataclasses import dataclass, field

from apps.pickups.domain.routing.readers.rounding import UnreadableInstance


@dataclass
class Sections:
    """`rows` of a section are without their leading number, in the order of the file."""

    headers: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[list[float]]] = field(default_factory=dict)

    def number(self, name: str) -> int | None:
        """A header that is a whole number."""
        return int(float(self.headers[name])) if name in self.headers else None

    def column(self, name: str) -> list[float] | None:
        """A section of one figure a row."""
        rows = self.rows.get(name)
        if rows is None:
            return None
        if any(len(row) != 1 for row in rows):
            raise UnreadableInstance(f"{name} has one figure a row")
        return [row[0] for row in rows]


# Sections whose rows have no number of their own in front.
_UNNUMBERED = {"DEPOT_SECTION", "EDGE_WEIGHT_SECTION"}


def split_sections(text: str) -> Sections:
    """Raises UnreadableInstance with the line's number."""
    found, current = Sections(), ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line == "EOF":
            continue
        word = line.split(":", 1)[0].strip()
        if line.split()[0].endswith("_SECTION"):
            current = line.split()[0]
            found.rows[current] = []
        elif word[0].isalpha():
            found.headers[word] = line.partition(":")[2].strip().strip('"')
        elif current:
            values = _numbers(line, number)
            found.rows[current].append(values if current in _UNNUMBERED else values[1:])
        else:
            raise UnreadableInstance(f"line {number} belongs to no section")
    return found


def _numbers(line: str, number: int) -> list[float]:
    try:
        return [float(value) for value in line.split()]
    except ValueError as error:
        raise UnreadableInstance(f"line {number} has something that is no figure") from error
