"""The rows of a rate sheet, beneath it: to look at."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.franchise.admin.base import ReadOnlyInline, pesos_column
from apps.franchise.models import BracketRow, ExceptionRow, SurchargeRow, TaxRow, ZoneRow


class SheetRowInline(ReadOnlyInline):
    """Whoever sees a sheet sees its rows."""

    hide_title = True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("franchise.view_ratesheet"))


class ZoneInline(SheetRowInline):
    model = ZoneRow
    fields = readonly_fields = ("zone", "rank", "transit_days", "shown_extra_kg")
    shown_extra_kg = pesos_column("extra_kg", _("extra kg"))


class BracketInline(SheetRowInline):
    model = BracketRow
    fields = readonly_fields = ("zone", "up_to_kg", "shown_price")
    shown_price = pesos_column("price", _("price"))


class SurchargeInline(SheetRowInline):
    model = SurchargeRow
    fields = readonly_fields = ("kind", "percent", "shown_fixed", "shown_minimum")
    shown_fixed = pesos_column("fixed", _("fixed"))
    shown_minimum = pesos_column("minimum", _("minimum"))


class TaxInline(SheetRowInline):
    model = TaxRow


class ExceptionInline(SheetRowInline):
    model = ExceptionRow
    fields = readonly_fields = (
        "merchant_id", "zone", "from_guides", "up_to_guides", "percent", "valid_from", "valid_to",
    )  # fmt: skip
