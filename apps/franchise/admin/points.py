"""Points, and the allies and agents who bring merchants, in the back office."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.franchise.admin.base import actor_of
from apps.franchise.admin.forms import SuspensionForm
from apps.franchise.admin.hours import write_hours
from apps.franchise.admin.network import LookAdmin
from apps.franchise.admin.network_forms import (
    SERVICE_LABELS,
    NewPointForm,
    PartnerEndForm,
    PartnerForm,
    PointForm,
    ReferralForm,
)
from apps.franchise.admin.pages import new_page
from apps.franchise.models import Partner, Point, Referral
from apps.franchise.services import add_partner as partners
from apps.franchise.services import open_point as points
from apps.franchise.services.ask_customer import check_customer
from quenty.kernel import dane

CHANGE_POINT = ["franchise.change_point"]


@admin.register(Point)
class PointAdmin(LookAdmin):
    list_display = ("name", "code", "franchise", "place", "shown_status", "capacity")
    list_filter = ("status",)
    search_fields = ("code", "name", "dane_code")
    list_select_related = ("franchise",)
    exclude = ("hours", "services")
    actions_list = ("add_new",)
    actions_detail = ("change_settings", "close")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "shown_hours", "shown_services"]

    @display(description=_("municipality"), ordering="dane_code")
    def place(self, row: Point) -> str:
        known = dane.municipality(row.dane_code)
        return f"{known.name}, {known.department}" if known else row.dane_code

    @display(description=_("hours"))
    def shown_hours(self, row: Point) -> str:
        return write_hours(row.hours)

    @display(description=_("services"))
    def shown_services(self, row: Point) -> str:
        return ", ".join(str(SERVICE_LABELS[name]) for name in row.services)

    @action(description=_("Open a point"), permissions=["franchise.add_point"], url_path="new")
    def add_new(self, request: HttpRequest) -> HttpResponse:
        def act(data: dict[str, Any]) -> Point:
            franchise = data.pop("franchise")
            return points.open_point(
                franchise_id=franchise.pk if franchise else None, actor=actor_of(request), **data
            )

        return new_page(self, request, form_class=NewPointForm, title=_("Open a point"), act=act)

    @action(description=_("Change"), permissions=CHANGE_POINT, url_path="settings")
    def change_settings(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Point, data: dict[str, Any]) -> None:
            points.change_point(point_id=row.pk, changes=data, actor=actor_of(request))

        def initial(row: Point) -> dict[str, Any]:
            kept = {name: getattr(row, name) for name in PointForm.base_fields}
            return {**kept, "hours": write_hours(row.hours)}

        return self.step(request, object_id, PointForm, _("Change"), act, initial)

    @action(description=_("Close"), permissions=CHANGE_POINT, url_path="close")
    def close(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Point, data: dict[str, Any]) -> None:
            points.close_point(point_id=row.pk, actor=actor_of(request), **data)

        return self.step(request, object_id, SuspensionForm, _("Close"), act)


@admin.register(Partner)
class PartnerAdmin(LookAdmin):
    list_display = ("name", "kind", "code", "franchise", "level", "starts_on", "ends_on")
    list_filter = ("kind", "level")
    search_fields = ("code", "name")
    list_select_related = ("franchise",)
    actions_list = ("add_new",)
    actions_detail = ("refer", "end")

    @action(
        description=_("Add an ally or agent"),
        permissions=["franchise.add_partner"],
        url_path="new",
    )
    def add_new(self, request: HttpRequest) -> HttpResponse:
        def act(data: dict[str, Any]) -> Partner:
            check_customer(data["customer_id"])
            franchise = data.pop("franchise")
            return partners.add_partner(
                franchise_id=franchise.pk if franchise else None, actor=actor_of(request), **data
            )

        title = _("Add an ally or agent")
        return new_page(self, request, form_class=PartnerForm, title=title, act=act)

    @action(
        description=_("Note a merchant brought"),
        permissions=["franchise.add_referral"],
        url_path="merchant",
    )
    def refer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Partner, data: dict[str, Any]) -> None:
            check_customer(data["merchant_id"], field="merchant_id")
            partners.refer_merchant(partner_id=row.pk, actor=actor_of(request), **data)

        return self.step(request, object_id, ReferralForm, _("Note a merchant brought"), act)

    @action(
        description=_("End the partnership"),
        permissions=["franchise.change_partner"],
        url_path="end",
    )
    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Partner, data: dict[str, Any]) -> None:
            partners.end_partner(partner_id=row.pk, actor=actor_of(request), **data)

        return self.step(request, object_id, PartnerEndForm, _("End the partnership"), act)


@admin.register(Referral)
class ReferralAdmin(LookAdmin):
    list_display = ("merchant_id", "partner", "starts_on")
    search_fields = ("merchant_id", "partner__name")
    list_select_related = ("partner",)
