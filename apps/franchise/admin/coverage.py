"""Coverage in the back office: to look at; it changes by import alone."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.franchise.models import Coverage
from quenty.kernel import dane
from quenty.platform.store.read_only import ReadOnlyAdmin


@admin.register(Coverage)
class CoverageAdmin(ReadOnlyAdmin):
    list_display = (
        "dane_code",
        "municipality",
        "service",
        "pickup",
        "delivery",
        "cod",
        "remote",
        "extra_days",
    )
    list_filter = ("service", "pickup", "delivery", "cod", "remote")
    list_filter_submit = True
    list_select_related = ("service",)
    search_fields = ("dane_code",)

    @display(description=_("municipality"))
    def municipality(self, row: Coverage) -> str:
        place = dane.municipalities()[row.dane_code]
        return f"{place.name}, {place.department}"
