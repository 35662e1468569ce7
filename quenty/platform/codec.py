"""Frozen DTOs and events to plain JSON values and back.

Money becomes {"amount": "12500.00", "currency": "COP"}; UUIDs, dates, instants and
decimals become strings. Unknown fields are ignored on the way in, so that a newer
sender may add optional ones.
"""

from typing import Any, TypeVar

import msgspec

from quenty.kernel.money import CURRENCIES, Money

T = TypeVar("T")


def _out(value: Any) -> Any:
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency.code}
    raise NotImplementedError(f"{type(value).__name__} has no place in a contract")


def _in(wanted: type, value: Any) -> Any:
    if wanted is Money:
        return Money(value["amount"], CURRENCIES[value["currency"]])
    raise NotImplementedError(f"{wanted.__name__} has no place in a contract")


def to_plain(value: Any) -> Any:
    """JSON-ready builtins. Raises NotImplementedError for a type no contract may hold."""
    return msgspec.to_builtins(value, enc_hook=_out)


def from_plain(plain: Any, wanted: type[T]) -> T:
    """Raises msgspec.ValidationError when the value does not fit."""
    return msgspec.convert(plain, wanted, dec_hook=_in)
