"""What a row is called on the pages of the back office, in the language of who looks."""

from typing import Any

from django.utils.translation import get_language, gettext

from quenty.kernel.money import Money
from quenty.kernel.spanish import SPANISH
from quenty.kernel.words import money, word


def titled(*parts: Any) -> str:
    """The parts in a line: tokens in words, money as people write it, the rest as it is."""
    language = "en" if (get_language() or "es").startswith("en") else "es"
    return " ".join(_said(part, language) for part in parts)


def _said(part: Any, language: str) -> str:
    if isinstance(part, Money):
        return money(part, language)
    if not isinstance(part, str) or not part:
        return str(part)
    return word(part, language) if part in SPANISH else gettext(part)
