"""Quotes with their offers, each with every line, and the offers that were taken."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.orders.admin.acting import link
from apps.orders.domain.pricing.kept_lines import PriceLine
from apps.orders.domain.pricing.limits import place
from apps.orders.domain.pricing.quoted import QuotedOffer
from apps.orders.domain.pricing.reasons import sentence
from apps.orders.models import Guide, Offer, Quote
from quenty.kernel.money import Money
from quenty.platform.codec import from_plain
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import EMPTY, pesos
from quenty.platform.store.shown import told as reads


@admin.register(Quote)
class QuoteAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "route", "of_order", "declared", "cod", "expires_at", "live")
    list_filter = ("livemode", "payer", "created_at")
    search_fields = ("id", "customer_id", "order__reference", "origin_dane", "destination_dane")
    list_select_related = ("order",)
    exclude = ("offered",)
    readonly_fields = ("offers",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        return super().get_queryset(request).defer("offered")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *self.readonly_fields)

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

    @display(description="ofertas")
    def offers(self, row: Quote) -> SafeString:
        """The cheapest first, each with every line of its price."""
        return _offers(row.offers)


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin):
    """Those that were taken, reached from what was confirmed with them."""

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
        return _lines(row)

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


def _offers(offers: Iterable[QuotedOffer]) -> SafeString:
    heads = ("servicio", "precio", "costo", "entrega", "score", "")
    head = format_html_join("", '<th class="pr-4 text-left">{}</th>', ((reads(h),) for h in heads))
    rows = (
        (
            f"{offer.operator_name} {offer.service_name}",
            pesos(offer.total),
            pesos(offer.price.cost_total if offer.price else None),
            offer.price.estimated_delivery if offer.price else EMPTY,
            offer.price.rank.score if offer.price else EMPTY,
            format_html(
                "<details><summary>{}</summary>{}</details>", reads("renglones"), _lines(offer)
            )
            if offer.price
            else told(offer),
        )
        for offer in offers
    )
    return format_html("<table><tr>{}</tr>{}</table>", head, _rows(rows, columns=6))


def _lines(offer: Offer | QuotedOffer) -> SafeString:
    """Each side's, a tax naming the line that it is of."""
    said = (
        (reads(side), line.position, reads(line.kind), pesos(line.amount), _tax(line))
        for side in ("selling", "cost", "return")
        for line in offer.lines_of(side)
    )
    return _table(said, columns=5)


def _table(rows: Iterable[tuple[Any, ...]], *, columns: int) -> SafeString:
    return format_html("<table>{}</table>", _rows(rows, columns=columns))


def _rows(rows: Iterable[tuple[Any, ...]], *, columns: int) -> SafeString:
    cells = '<td class="pr-4">{}</td>' * columns
    return format_html_join("", f"<tr>{cells}</tr>", rows)


def _tax(line: PriceLine) -> str:
    rate = f" {line.rate:.2f}%" if line.rate is not None else ""
    return f"{line.tax_code}{rate}" + (f" · {line.taxes}" if line.taxes is not None else "")


def told(row: QuotedOffer) -> str:
    """The reasons why a service can't carry it, in words."""
    language = get_language() or "es"
    return " ".join(sentence(r["code"], r["params"], language) for r in row.reasons)
