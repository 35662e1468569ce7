"""How the ledger's nightly checks went."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.customers.models import LedgerCheck
from quenty.platform.store.read_only import ReadOnlyAdmin


@admin.register(LedgerCheck)
class LedgerCheckAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "agrees", "accounts", "entries", "seconds", "difference")
    list_filter = ("created_at",)
    search_fields = ("difference",)
    fields = ("created_at", "agrees", "accounts", "entries", "seconds", "difference")

    @display(description=_("cuadra"), boolean=True)
    def agrees(self, row: LedgerCheck) -> bool:
        return not row.difference
