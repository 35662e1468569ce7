"""The zones between places of a sheet, reached from it."""

from django.contrib import admin
from django.http import HttpRequest

from apps.franchise.models import PairRow
from quenty.platform.store.read_only import ReadOnlyAdmin


@admin.register(PairRow)
class PairAdmin(ReadOnlyAdmin):
    list_display = ("origin", "destination", "zone", "sheet")
    list_filter = ("zone",)
    list_select_related = ("sheet",)
    search_fields = ("=origin", "=destination")
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False
