"""A Shopify "Export orders" CSV of 500 rows.

Written anew by `python -m quenty.demo.sample.shopify > quenty/demo/data/shopify_orders.csv`.
"""

import csv
import sys
from datetime import datetime, timedelta, timezone
from typing import TextIO

from quenty.demo.sample import people
from quenty.demo.sample.goods import PRODUCTS, Product
from quenty.demo.sample.mistakes import MISTAKES, Row
from quenty.demo.sample.picks import Picks
from quenty.demo.sample.places import ISO, destinations, typed
from quenty.kernel.dane import Municipality

ROWS = 500
FIRST_NUMBER = 1001
# Orders of two line items take two rows.
_TWO_LINES = 4
_HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,"
    "Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,"
    "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,"
    "Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
    "Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,"
    "Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,"
    "Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,"
    "Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,"
    "Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,"
    "Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,"
    "Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,"
    "Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,"
    "Payment ID,Payment Terms Name,Next Payment Due At,Payment References"
)
COLUMNS = _HEADER.split(",")
_NOTES = ("", "", "", "", "Dejar en portería", "+ llamar antes de llegar", "Es un regalo")
_COLOMBIA = timezone(timedelta(hours=-5))
_OPENED = datetime(2026, 3, 2, 8, 0, 0, tzinfo=_COLOMBIA)
_FREIGHT = 12_000


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S %z")


def _line(product: Product, quantity: int) -> Row:
    return {
        "Lineitem quantity": str(quantity),
        "Lineitem name": product.name,
        "Lineitem price": f"{product.price}.00",
        "Lineitem sku": product.sku,
        "Lineitem requires shipping": "true",
        "Lineitem taxable": "true",
        "Lineitem fulfillment status": "pending",
        "Lineitem discount": "0.00",
        "Vendor": "Tienda Cóndor",
    }


def _money(subtotal: int, *, cod: bool, at: datetime) -> Row:
    total = subtotal + _FREIGHT
    return {
        "Financial Status": "pending" if cod else "paid",
        "Paid at": "" if cod else _stamp(at),
        "Currency": "COP",
        "Subtotal": f"{subtotal}.00",
        "Shipping": f"{_FREIGHT}.00",
        "Taxes": "0.00",
        "Total": f"{total}.00",
        "Discount Amount": "0.00",
        "Payment Method": "Cash on Delivery (COD)" if cod else "Wompi",
        "Refunded Amount": "0.00",
        "Outstanding Balance": f"{total}.00" if cod else "0.00",
    }


def _buyer(place: Municipality, picks: Picks) -> Row:
    name, (street, inside) = people.name(picks), people.address(picks)
    said = {
        "Name": name,
        "Street": f"{street}, {inside}" if inside else street,
        "Address1": street,
        "Address2": inside,
        "City": typed(place, picks),
        "Zip": f"'{place.department_code}{picks.below(10_000):04d}",
        "Province": ISO[place.department_code],
        "Province Name": place.department,
        "Country": "CO",
        "Phone": people.phone(picks),
    }
    return {f"{side} {key}": text for side in ("Billing", "Shipping") for key, text in said.items()}


def _order(index: int, place: Municipality, picks: Picks, lines: int) -> list[Row]:
    number = FIRST_NUMBER + index
    at = _OPENED + timedelta(minutes=index * 17)
    items = [(picks.one(PRODUCTS), picks.weighted((1, 2, 3), (70, 22, 8))) for _ in range(lines)]
    buyer = _buyer(place, picks)
    email = people.email(buyer["Shipping Name"], number)
    first = {
        "Name": f"#{number}",
        "Email": email,
        "Fulfillment Status": "unfulfilled",
        "Accepts Marketing": "no",
        "Shipping Method": "Envío nacional",
        "Created at": _stamp(at),
        "Notes": picks.one(_NOTES),
        "Id": str(5_840_000_000_000 + number),
        "Risk Level": "Low",
        "Source": "web",
        **_money(sum(p.price * n for p, n in items), cod=picks.percent(35), at=at),
        **buyer,
        **_line(*items[0]),
    }
    more = [{"Name": f"#{number}", "Email": email, **_line(*item)} for item in items[1:]]
    return [first, *more]


def rows() -> list[Row]:
    """All rows, with the mistakes spread among them."""
    picks = Picks("tienda-condor")
    count = ROWS - _TWO_LINES
    places = destinations(picks, count)
    # The mistakes come after one good order to every department.
    spoilt = {60 + i * 31: row for i, (row, _) in enumerate(MISTAKES)}
    doubled = {count - 7 * (i + 1) for i in range(_TWO_LINES)} - spoilt.keys()
    written: list[Row] = []
    for index, place in enumerate(places):
        order = _order(index, place, picks, 2 if index in doubled else 1)
        order[0].update(spoilt.get(index, {}))
        written += order
    return written


def write(file: TextIO) -> None:
    """The CSV as Shopify writes it: UTF-8, commas, quotes where needed."""
    writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows())


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    write(sys.stdout)
