"""How values are said to people inside a sentence, in Spanish or English.

Money is written as each language writes it; what a thing is or does (`delivered`,
`cancel`) is a token of the code, and its Spanish words stand in the table below. The
English ones are the tokens themselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from quenty.kernel.money import COP, CURRENCIES, Money
from quenty.kernel.spanish import SPANISH

# Parameters of an error that hold a token, whether it comes as an enum or as stored text.
TOKENS = frozenset({"status", "to", "event", "action", "size", "kind", "state", "role"})
# What str() makes of Money: an error that crossed from another process carries it so.
_MONEY = re.compile(r"(-?[0-9,]+\.[0-9]{2}) ([A-Z]{3})\Z")
_FEMININE = ("La ", "Una ", "Esta ", "En estado ")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence that has its own words in each language."""

    en: str
    es: str

    def __str__(self) -> str:
        return self.en


def word(token: str, language: str = "es", *, feminine: bool = False) -> str:
    """A token in words: `picked_up` is "picked up" or "recogido", "recogida". What is not
    in the table stays as it is.
    """
    if not language.startswith("es"):
        return token.replace("_", " ") if token in SPANISH else token
    text = SPANISH.get(token)
    if text is None:
        return token
    return text.replace("o/a", "a" if feminine else "o")


def money(amount: Money, language: str = "es") -> str:
    """`$ 12.500` in Spanish, `COP 12,500` in English; cents only where there are some."""
    whole, _, cents = f"{amount.amount:,.2f}".partition(".")
    if not language.startswith("es"):
        return f"{amount.currency} {whole}" + (f".{cents}" if cents != "00" else "")
    sign = "$" if amount.currency == COP else str(amount.currency)
    return f"{sign} {whole.replace(',', '.')}" + (f",{cents}" if cents != "00" else "")


def said(template: str, params: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Parameters as the sentence in `template` says them; its subject gives the gender."""
    feminine = template.startswith(_FEMININE)

    def say(name: str, value: Any) -> Any:
        if isinstance(value, Phrase):
            return value.es if language.startswith("es") else value.en
        if isinstance(value, Money):
            return money(value, language)
        if isinstance(value, str) and (written := _MONEY.match(value)):
            if (currency := CURRENCIES.get(written[2])) is None:
                return value
            return money(Money(Decimal(written[1].replace(",", "")), currency), language)
        if isinstance(value, list | tuple | set | frozenset):
            return ", ".join(str(say(name, inner)) for inner in value)
        if isinstance(value, StrEnum) or (isinstance(value, str) and name in TOKENS):
            return word(str(value), language, feminine=feminine)
        return value

    return {name: say(name, value) for name, value in params.items()}
