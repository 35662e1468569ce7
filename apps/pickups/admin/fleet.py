"""Depots, vehicles, drivers and shifts, to look at; they are set by the API."""

from django.contrib import admin
from django.utils.translation import gettext as _
from unfold.decorators import display

from apps.pickups.admin.acting import between
from apps.pickups.models import Depot, Driver, RoadSpeed, Shift, Vehicle
from apps.pickups.selectors.road import cash_held
from quenty.kernel import clock
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos


@admin.register(Depot)
class DepotAdmin(ReadOnlyAdmin):
    list_display = ("name", "code", "address", "dane_code", "active")
    search_fields = ("name", "code")


@admin.register(Vehicle)
class VehicleAdmin(ReadOnlyAdmin):
    list_display = ("plate", "kind", "depot", "kilos", "capacity_pieces", "per_km", "active")
    list_filter = ("kind", "depot", "active")
    search_fields = ("plate",)
    list_select_related = ("depot",)

    @display(description="kg", ordering="capacity_g")
    def kilos(self, row: Vehicle) -> int:
        return row.capacity_g // 1000

    @display(description="por km", ordering="cost_per_km")
    def per_km(self, row: Vehicle) -> str:
        return pesos(row.cost_per_km)


@admin.register(Driver)
class DriverAdmin(ReadOnlyAdmin):
    list_display = ("name", "phone", "licence_category", "licence", "depot", "cash", "active")
    list_filter = ("depot", "active", "licence_category")
    search_fields = ("name", "document", "phone")
    list_select_related = ("depot",)

    @display(description="licencia vence", ordering="licence_expires_on")
    def licence(self, row: Driver) -> str:
        mark = f" ({_('vencida')})" if row.licence_expires_on < clock.today() else ""
        return f"{row.licence_expires_on:%d/%m/%Y}{mark}"

    @display(description="efectivo en mano")
    def cash(self, row: Driver) -> str:
        return f"{pesos(cash_held(row))} / {pesos(row.cash_limit)}"


@admin.register(Shift)
class ShiftAdmin(ReadOnlyAdmin):
    list_display = ("day", "driver", "vehicle", "hours", "start_depot", "available")
    list_filter = ("day", "start_depot", "available")
    search_fields = ("driver__name", "vehicle__plate")
    list_select_related = ("driver", "vehicle", "start_depot")

    @display(description="horario", ordering="starts_at")
    def hours(self, row: Shift) -> str:
        return between(row.starts_at, row.ends_at)


@admin.register(RoadSpeed)
class RoadSpeedAdmin(ReadOnlyAdmin):
    list_display = ("dane_code", "town_factor", "country_factor", "country_speed", "updated_at")
