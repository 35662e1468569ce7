"""The demo from its beginning to its end, each step where the last run left it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.progress import Progress

from quenty.demo import field, merchant, shipping
from quenty.demo.client import Client, Refused, wait_for
from quenty.demo.money import money_of
from quenty.demo.sample.goods import SKU_WEIGHTS
from quenty.demo.state import FOLDER, State, save

EXPORT = Path(__file__).parent / "data" / "shopify_orders.csv"
Say = Callable[[str], None]


def run(base_url: str, folder: Path, state: State, bar: Progress, say: Say) -> dict[str, Any]:
    """Register, identify, pay in, import, quote, confirm, label. Gives the summary."""
    wait_for("the server", lambda: Client(base_url).send("GET", "/healthz").status_code == 200)
    user = merchant.register(base_url, state)
    say(f"merchant {merchant.NAME} ({state.merchant_email})")
    merchant.verify_identity(user)
    say("identity approved by the sandbox")
    shop = merchant.make_key(user, folder, state)
    merchant.set_origin(shop)
    merchant.fill_wallet(user, merchant.TOP_UP)
    say(f"wallet filled with {merchant.TOP_UP:,} COP by the sandbox's payment")
    services = shipping.wait_for_rates(shop)
    say(f"{services} services of the operators are priced")
    report = import_export(shop, folder, state)
    say(f"{report['rows_total']} orders read from {EXPORT.name}")
    shipped = shipping.ship_all(shop, _waiting(shop), bar)
    labels = print_labels(shop, folder)
    tracked = field.tell(base_url, state, shop)
    return {
        "rows": _rows_of(EXPORT),
        "orders": report["rows_total"],
        "bad": [_bad(row) for row in report["rejected"]],
        "guides": labels["guides"],
        "not_shipped": shipped.refused,
        "offers_checked": shipped.offers,
        "offers_wrong": shipped.wrong,
        "labels": labels["file"],
        "rejected": str(folder / FOLDER / "rejected.csv"),
        "money": money_of(user, shop),
        "tracked": tracked,
    }


def import_export(shop: Client, folder: Path, state: State) -> dict[str, Any]:
    """The shop's export is taken in; its bad rows are kept as a file.

    A run that was cut off sent the same file: the orders are known, and the report is its.
    """
    report: dict[str, Any] = {}
    if state.import_id:
        try:
            report = shop.get(f"/api/v1/orders/imports/{state.import_id}")
        except Refused:
            state.import_id = ""
    if not state.import_id:
        report = shop.upload(
            "/api/v1/orders/imports",
            (EXPORT.name, EXPORT.read_bytes(), "text/csv"),
            {"preset": "shopify", "template": json.dumps({"sku_weights": SKU_WEIGHTS})},
        )
        state.import_id = report["id"]
        save(folder, state)
    rejected = shop.download("GET", f"/api/v1/orders/imports/{report['id']}/rejected.csv")
    keep(folder / FOLDER / "rejected.csv", rejected)
    return report


def _waiting(shop: Client) -> list[dict[str, Any]]:
    """Orders without a guide, the first imported first."""
    orders = [
        order
        for status in ("pending", "quoted", "confirmed")
        for order in shop.pages("/api/v1/orders/orders", status=status)
    ]
    return sorted(orders, key=lambda order: str(order["id"]))


def print_labels(shop: Client, folder: Path) -> dict[str, Any]:
    """All labels in one PDF, in the order in which the guides were issued."""
    guides = shop.pages("/api/v1/orders/guides")
    numbers = [guide["number"] for guide in reversed(guides) if guide["status"] != "voided"]
    file = folder / FOLDER / "labels.pdf"
    if numbers:
        keep(file, shop.download("POST", "/api/v1/orders/labels", {"numbers": numbers[:1000]}))
    return {"guides": len(numbers), "file": str(file)}


def keep(file: Path, content: bytes) -> None:
    """The labels and the bad rows hold addresses: for their owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.write_bytes(content)
    file.chmod(0o600)


def _bad(row: dict[str, Any]) -> dict[str, str]:
    problem = row["problems"][0]
    return {
        "line": str(problem["line"]),
        "reference": row["reference"],
        "column": problem["column"],
        "reason": problem["reason_en"],
    }


def _rows_of(file: Path) -> int:
    with file.open(encoding="utf-8") as lines:
        return sum(1 for _ in lines) - 1
