"""The wallet against the guides: what was paid in, held and captured, and what was sold."""

from decimal import Decimal
from typing import Any

from quenty.demo.client import Client


def money_of(user: Client, shop: Client) -> dict[str, str]:
    """Pesos as text. `agrees`: captured is the sum of the guides' prices, and paid in less
    captured is what is left."""
    holds = user.pages("/api/v1/customers/wallet/holds")
    paid_in = sum(
        (_amount(top_up["amount"]) for top_up in _confirmed(user)),
        Decimal(0),
    )
    held_ever = sum((_amount(hold["amount"]) for hold in holds), Decimal(0))
    captured = sum((_amount(hold["captured"]) for hold in holds), Decimal(0))
    refunded = sum((_amount(hold["refunded"]) for hold in holds), Decimal(0))
    wallet = user.get("/api/v1/customers/wallet")
    available, held = _amount(wallet["available"]), _amount(wallet["held"])
    sold = sum(
        (
            _amount(guide["price"])
            for guide in shop.pages("/api/v1/orders/guides")
            if guide["status"] != "voided"
        ),
        Decimal(0),
    )
    net = captured - refunded
    agrees = net == sold and paid_in - net == available + held
    return {
        "paid_in": str(paid_in),
        "held": str(held_ever),
        "captured": str(net),
        "sold": str(sold),
        "available": str(available),
        "still_held": str(held),
        "agrees": "yes" if agrees else "NO",
    }


def _confirmed(user: Client) -> list[dict[str, Any]]:
    return user.pages("/api/v1/customers/wallet/top-ups", status="confirmed")


def _amount(money: dict[str, str]) -> Decimal:
    return Decimal(money["amount"])
