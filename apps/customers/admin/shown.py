"""Money, marks and links as people read them."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html

from quenty.kernel.money import COP, CURRENCIES, Money


def pesos(units: int | Money | None, currency: str = COP.code) -> str:
    """`$ 12.500`, as it is written in Colombia; other currencies by their code."""
    if units is None:
        return "—"
    money = units if isinstance(units, Money) else Money.from_units(units, CURRENCIES[currency])
    whole, _, cents = f"{money.amount:,.2f}".partition(".")
    text = whole.replace(",", ".") + (f",{cents}" if cents != "00" else "")
    return f"$ {text}" if money.currency is COP else f"{money.currency} {text}"


def link(model: str, pk: UUID | None, text: Any, *, app: str = "customers") -> str:
    """To the page of a row, of this context or by id of another."""
    if pk is None:
        return "—"
    return format_html(
        '<a class="text-primary-600" href="{}">{}</a>',
        reverse(f"admin:{app}_{model}_change", args=[pk]),
        text,
    )


def search(model: str, text: Any, **filters: Any) -> str:
    """To a list of rows with filters."""
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return format_html(
        '<a class="text-primary-600" href="{}?{}">{}</a>',
        reverse(f"admin:customers_{model}_changelist"),
        query,
        text,
    )
