"""Writes expected.csv anew from the formulas."""

import csv

from apps.orders.tests.priced.formulas import COLUMNS, HERE, expected, table

if __name__ == "__main__":
    with (HERE / "expected.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["case", *COLUMNS], lineterminator="\n")
        writer.writeheader()
        for row in table("inputs.csv"):
            writer.writerow({"case": row["case"], **expected(row)})
