"""Quotes with their offers, and offers with every line."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.orders.admin.acting import LookInline, link
from apps.orders.domain.pricing.limits import place
from apps.orders.domain.pricing.lines import PriceLine
from apps.orders.domain.pricing.reasons import sentence
from apps.orders.models import Guide, Offer, Quote
from quenty.kernel.money import Money
from quenty.platform.codec import from_plain
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos
from quenty.platform.store.shown import told as reads


class OfferInline(LookInline):
    model = Offer
    verbose_name_plural = "ofertas"
    fields = ("offer", "price", "cost", "rank_price", "rank_time", "score", "delivers", "why")
    readonly_fields = ("offer", "price", "cost", "delivers", "why")
    ordering = ("rank_price",)

    @display(description="servicio")
    def offer(self, row: Offer) -> str:
        return link(row)

    @display(description="precio")
    def price(self, row: Offer) -> str:
        return pesos(row.total)

    @display(description="costo")
    def cost(self, row: Offer) -> str:
        return pesos(row.cost_total)

    @display(description="entrega")
    def delivers(self, row: Offer) -> str:
        return str(row.estimated_delivery or "-")

    @display(description="por qué no")
    def why(self, row: Offer) -> str:
        return told(row)


@admin.register(Quote)
class QuoteAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "route", "of_order", "declared", "cod", "expires_at", "live")
    list_filter = ("livemode", "payer", "created_at")
    search_fields = ("id", "customer_id", "order__reference", "origin_dane", "destination_dane")
    list_select_related = ("order",)
    inlines = (OfferInline,)

    @display(description="ruta")
    def route(self, row: Quote) -> str:
        return f"{place(row.origin_dane)} → {place(row.destination_dane)}"

    @display(description="orden")
    def of_order(self, row: Quote) -> str:
        return link(row.order)

    @display(description="declarado")
    def declared(self, row: Quote) -> str:
        return pesos(row.declared_value)

    @display(description="recaudo")
    def cod(self, row: Quote) -> str:
        return pesos(row.cod_amount) if row.cod_amount else "-"

    @display(description="real", boolean=True)
    def live(self, row: Quote) -> bool:
        return row.livemode


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin):
    """Reached from its quote."""

    list_display = ("__str__", "price", "zone", "estimated_delivery", "available", "created_at")
    list_filter = ("available", "operator_name", "service_name")
    search_fields = ("id", "quote__id", "operator_name", "service_name")
    exclude = ("service", "lines", "liquidation")
    readonly_fields = ("price_lines", "merchant_receives")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *self.readonly_fields)

    @display(description="precio", ordering="total")
    def price(self, row: Offer) -> str:
        return pesos(row.total)

    @display(description="renglones")
    def price_lines(self, row: Offer) -> SafeString:
        """Each side's, a tax naming the line that it is of."""
        said = (
            (reads(side), line.position, reads(line.kind), pesos(line.amount), _tax(line))
            for side in ("selling", "cost", "return")
            for line in row.lines_of(side)
        )
        return _table(said, columns=5)

    @display(description=_("lo que recibe el comercio"))
    def merchant_receives(self, row: Offer) -> SafeString | str:
        """Of a COD order, delivered and returned, line by line and in all."""
        kept = row.liquidation or {}
        said = [
            (reads(end, Guide), name, pesos(from_plain(amount, Money)))
            for end in ("delivered", "returned")
            if end in kept
            for name, amount in (
                *((reads(line["concept"]), line["amount"]) for line in kept[end]["lines"]),
                ("total", kept[end]["net"]),
            )
        ]
        return _table(said, columns=3) if said else "-"


def _table(rows: Iterable[tuple[Any, ...]], *, columns: int) -> SafeString:
    cells = '<td class="pr-4">{}</td>' * columns
    return format_html("<table>{}</table>", format_html_join("", f"<tr>{cells}</tr>", rows))


def _tax(line: PriceLine) -> str:
    rate = f" {line.rate:.2f}%" if line.rate is not None else ""
    return f"{line.tax_code}{rate}" + (f" · {line.taxes}" if line.taxes is not None else "")


def told(row: Offer) -> str:
    """The reasons why a service can't carry it, in words."""
    language = get_language() or "es"
    return " ".join(sentence(r["code"], r["params"], language) for r in row.reasons)
