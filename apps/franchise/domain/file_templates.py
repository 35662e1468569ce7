"""Files to fill in. Each imports as it is: over all municipalities, at made-up prices."""

import csv
import io
from collections.abc import Iterable

from apps.franchise.domain.coverage_file import OPTIONAL, REQUIRED
from apps.franchise.domain.sheet_file import COLUMNS
from quenty.contracts.franchise.api import TAXED_LINES
from quenty.kernel import dane

SINCE = "2017-01-01"


def coverage_template() -> str:
    """Every municipality, served in every way."""
    rows = (
        {
            "dane_code": place.code,
            "municipality": place.name,
            "department": place.department,
            **dict.fromkeys(("pickup", "delivery", "cod"), "yes"),
            "remote": "no",
            "extra_days": "0",
        }
        for place in dane.municipalities().values()
    )
    return _csv((REQUIRED[0], *OPTIONAL, *REQUIRED[1:]), rows)


def rate_sheet_template() -> str:
    """Two zones with an example of each record."""
    departments = " ".join(sorted(dane.departments()))
    rows: list[dict[str, str]] = [
        _row("zone", zone="local", rank="0", transit_days="1", extra_kg="1500"),
        _row("zone", zone="national", rank="1", transit_days="3", extra_kg="3200"),
        _row("bracket", zone="local", over_kg="0", up_to_kg="1", price="9000"),
        _row("bracket", zone="local", over_kg="1", up_to_kg="3", price="11500"),
        _row("bracket", zone="national", over_kg="0", up_to_kg="1", price="16000"),
        _row("bracket", zone="national", over_kg="1", up_to_kg="3", price="20500"),
        _row("pair", zone="local", origin="municipalities", destination="same"),
        _row("pair", zone="local", origin="05001 05088 05360", destination="others"),
        _row("pair", zone="national", origin=departments, destination=departments),
        _row("surcharge", line="fuel", percent="4.5"),
        _row("surcharge", line="declared_value", percent="1", minimum="1500"),
    ]
    for line in TAXED_LINES:
        tax = {"line": line, "valid_from": SINCE}
        rows.append(_row("tax", tax="iva_19", percent="19", up_to_kg="5", **tax))
        rows.append(_row("tax", tax="excluded", percent="0", over_kg="5", **tax))
    return _csv(COLUMNS, rows)


def _row(record: str, **cells: str) -> dict[str, str]:
    return {"record": record, **cells}


def _csv(columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
