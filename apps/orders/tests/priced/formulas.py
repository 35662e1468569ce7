"""The columns of expected.csv, as a spreadsheet has them: one formula a column, exact fractions.

The formula of each column stands beside it; CEILING, ROUND, MAX and SUM are the spreadsheet's,
and ROUND takes a half away from zero.
"""

import csv
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS = (
    "weight_kg", "base", "extra_kg", "fuel", "remote_area", "declared_value", "cod_fee",
    "handling", "margin", "discount", "tax", "total", "return_freight", "net_delivered",
    "net_returned",
)  # fmt: skip
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ROUND(value: Fraction) -> int:  # noqa: N802  (a spreadsheet's name)
    return floor(value + Fraction(1, 2)) if value >= 0 else -floor(-value + Fraction(1, 2))


def CEILING(value: Fraction, step: Fraction) -> Fraction:  # noqa: N802
    return ceil(value / step) * step


def pieces(row: Row) -> Iterator[tuple[Fraction, Fraction]]:
    """Kilograms on the scale and cubic centimetres of `1.2:20x10x10;0.5:10x10x10`."""
    for piece in row["pieces"].split(";"):
        kilograms, _, sides = piece.partition(":")
        length, width, height = map(Fraction, sides.split("x"))
        yield Fraction(kilograms), length * width * height


def weight(row: Row) -> Fraction:
    """piece: SUM(MAX(minimum, CEILING(MAX(kg, cm3/divisor), step)))
    total: MAX(minimum, CEILING(MAX(SUM(kg), SUM(cm3)/divisor), step))"""
    step, minimum = Fraction(row["step"]), Fraction(row["minimum"])
    divisor = Fraction(row["divisor"])
    found = list(pieces(row))
    if row["basis"] == "total":
        found = [(sum(kg for kg, _ in found), sum(cm3 for _, cm3 in found))]
    return sum(
        (max(minimum, CEILING(max(kg, cm3 / divisor), step)) for kg, cm3 in found), Fraction(0)
    )


def bracket(row: Row, kilograms: Fraction) -> tuple[int, int]:
    """base: price of the first bracket with up_to >= weight, else of the last one
    extra_kg: ROUND(MAX(0, weight - last up_to) * extra)"""
    rates = [
        r for r in table("rates.csv") if (r["sheet"], r["zone"]) == (row["sheet"], row["zone"])
    ]
    rates.sort(key=lambda r: Fraction(r["up_to_kg"]))
    reached = [r for r in rates if Fraction(r["up_to_kg"]) >= kilograms]
    beyond = max(Fraction(0), kilograms - Fraction(rates[-1]["up_to_kg"]))
    price = int((reached or rates[-1:])[0]["price"])
    return price, ROUND(beyond * int(rates[-1]["extra_kg"]))


def surcharge(row: Row, kind: str, basis: int) -> int:
    """MAX(minimum, ROUND(basis * percent / 100) + fixed), of `percent+fixed>minimum`"""
    if not row[kind]:
        return 0
    rest, _, minimum = row[kind].partition(">")
    percent, _, fixed = rest.partition("+")
    return max(int(minimum or 0), ROUND(basis * Fraction(percent) / 100) + int(fixed or 0))


def iva(row: Row, kind: str, amount: int, kilograms: Fraction) -> int:
    """ROUND(amount * rate / 100); the rate is 0 for declared_value, for carriage of more than
    `postal_kg`, and for all but the services' own lines of an untaxed sheet (rate 0)"""
    carriage = kind in ("base", "extra_kg", "fuel", "remote_area", "discount", "return_freight")
    free = kind == "declared_value" or (carriage and kilograms > Fraction(row["postal_kg"]))
    return 0 if free else ROUND(amount * Fraction(row["iva"]) / 100)


def expected(row: Row) -> dict[str, str]:
    """The row of expected.csv."""
    kilograms = weight(row)
    lines: dict[str, int] = {}
    lines["base"], lines["extra_kg"] = bracket(row, kilograms)
    lines["fuel"] = surcharge(row, "fuel", lines["base"] + lines["extra_kg"])
    lines["remote_area"] = surcharge(row, "remote_area", 0) if row["remote"] == "1" else 0
    carriage = sum(lines.values())
    lines["declared_value"] = surcharge(row, "declared_value", int(row["declared"]))
    lines["cod_fee"] = surcharge(row, "cod_fee", int(row["cod"])) if int(row["cod"]) else 0
    lines["handling"] = surcharge(row, "handling", 0)
    lines["margin"] = surcharge(row, "margin", carriage)
    # =-ROUND(carriage * discount / 100)
    lines["discount"] = -ROUND(carriage * Fraction(row["discount"]) / 100)
    taxes = {kind: iva(row, kind, amount, kilograms) for kind, amount in lines.items()}
    tax = sum(taxes.values())
    total = sum(lines.values()) + tax
    back = surcharge(row, "return_freight", carriage)
    back += iva(row, "return_freight", back, kilograms)
    # What the COD fee takes is not owed when nothing was collected.
    fee = lines["cod_fee"] + taxes["cod_fee"]
    delivered = int(row["cod"]) - (0 if row["payer"] == "recipient" else total)
    returned = -(total - fee) - back
    values = [*lines.values(), tax, total, back, delivered, returned]
    shown = f"{float(kilograms):g}"
    return dict(zip(COLUMNS, [shown, *map(str, values)], strict=True))
