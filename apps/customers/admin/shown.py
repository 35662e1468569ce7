"""Money, marks and links as people read them."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from quenty.kernel.money import COP, CURRENCIES, Money
from quenty.platform.store import shown


def pesos(units: int | Money | None, currency: str = COP.code) -> str:
    """Units or money as the reader's language writes it."""
    if units is None or isinstance(units, Money):
        return shown.pesos(units)
    return shown.pesos(Money.from_units(units, CURRENCIES[currency]))


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


class OfMerchant:
    """A page whose rows are a merchant's, with the way to it."""

    @display(description=_("cliente"))
    def merchant_shown(self, row: Any) -> str:
        return link("merchant", row.merchant_id, row.merchant)
