"""The committed export is what its generator writes, and what it promises."""

import csv
from io import StringIO
from pathlib import Path

from quenty.demo.sample import shopify
from quenty.demo.sample.mistakes import MISTAKES
from quenty.demo.sample.places import ISO
from quenty.kernel.dane import departments

FILE = Path(shopify.__file__).parents[1] / "data" / "shopify_orders.csv"


def test_committed_export_is_what_the_generator_writes():
    written = StringIO()
    shopify.write(written)
    assert FILE.read_text(encoding="utf-8") == written.getvalue()


def test_export_has_500_rows_and_every_department_among_its_good_orders():
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 500
    assert {ISO[code] for code in departments()} <= {row["Shipping Province"] for row in rows}
    assert sum(bool(row["Cancelled at"]) for row in rows) == 1
    assert 10 <= len(MISTAKES) <= 15
