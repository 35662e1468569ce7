"""The demo's own check of prices can fail."""

import pytest

from quenty.demo.shipping import adds_up


def money(amount):
    return {"amount": f"{amount}.00", "currency": "COP"}


def offer(*lines, subtotal, tax, total):
    return {
        "lines": [{"amount": money(line)} for line in lines],
        "subtotal": money(subtotal),
        "tax": money(tax),
        "total": money(total),
    }


@pytest.mark.parametrize(
    ("given", "agrees"),
    [
        (offer(1000, 190, subtotal=1000, tax=190, total=1190), True),
        (offer(1000, 191, subtotal=1000, tax=190, total=1190), False),
        (offer(1000, 190, subtotal=1000, tax=189, total=1190), False),
        (offer(1000, 190, subtotal=1000, tax=190, total=1191), False),
    ],
)
def test_lines_add_up_to_subtotal_tax_and_total(given, agrees):
    assert adds_up(given) is agrees
