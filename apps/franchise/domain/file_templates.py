"""Files to fill in. Each imports as it is: over all municipalities, at made-up prices."""

from apps.franchise.domain.sheet_file import COLUMNS
from quenty.contracts.franchise.api import TAXED_LINES
from quenty.kernel import dane

COVERAGE = "\r\n".join(
    (
        "dane_code,municipality,department,pickup,delivery,cod,remote,extra_days",
        *(
            f"{place.code},{place.name},{place.department},yes,yes,yes,no,0"
            for place in dane.municipalities().values()
        ),
        "",
    )
)


def _row(record: str, **cells: str) -> str:
    filled = {"record": record, **cells}
    return ",".join(filled.get(column, "") for column in COLUMNS)


def _rate_sheet() -> str:
    departments = " ".join(sorted(dane.departments()))
    rows = [
        ",".join(COLUMNS),
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
        rows.append(
            _row(
                "tax", line=line, tax="iva_19", percent="19", up_to_kg="5", valid_from="2017-01-01"
            )
        )
        rows.append(
            _row(
                "tax", line=line, tax="excluded", percent="0", over_kg="5", valid_from="2017-01-01"
            )
        )
    return "\r\n".join((*rows, ""))


RATE_SHEET = _rate_sheet()
