"""Copies of what franchise and customers tell, and merchants' discounts."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.orders import services
from apps.orders.admin.acting import actor_of
from apps.orders.admin.operators import connect_page
from apps.orders.admin.words import words_page
from apps.orders.models import (
    CoverageCopy,
    MerchantCopy,
    MerchantDiscount,
    OperatorCopy,
    SenderOrigin,
    ServiceCopy,
    SheetCopy,
)
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.staff_admin import StaffAdmin


@admin.register(OperatorCopy)
class OperatorCopyAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "active", "updated_at")
    list_filter = ("active",)
    search_fields = ("code", "name", "operator_id")
    actions_detail = ("connect", "words")

    @action(
        description=_("Conectar"),
        permissions=["orders.change_operatoraccount"],
        url_path="connect",
    )
    def connect(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return connect_page(self, request, object_id)

    @action(
        description=_("Palabras de sus archivos"),
        permissions=["orders.change_operatorwords"],
        url_path="words",
    )
    def words(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return words_page(self, request, object_id)


@admin.register(ServiceCopy)
class ServiceCopyAdmin(ReadOnlyAdmin):
    list_display = ("operator_name", "code", "name", "active", "updated_at")
    list_filter = ("active", "operator_name")
    search_fields = ("code", "name", "operator_name", "service_id")


@admin.register(CoverageCopy)
class CoverageCopyAdmin(ReadOnlyAdmin):
    list_display = ("service_id", "revision", "municipalities", "updated_at")
    search_fields = ("service_id",)
    exclude = ("rows",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("rows")


@admin.register(SheetCopy)
class SheetCopyAdmin(ReadOnlyAdmin):
    list_display = ("service_id", "side", "version", "valid_from", "valid_to", "short_hash")
    list_filter = ("side", "valid_from")
    search_fields = ("service_id", "sheet_id", "hash")
    exclude = ("content",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("content")

    @display(description="huella")
    def short_hash(self, row: SheetCopy) -> str:
        return row.hash[:12]


@admin.register(MerchantCopy)
class MerchantCopyAdmin(ReadOnlyAdmin):
    list_display = ("display_name", "status", "kyc", "kyc_level", "size", "livemode")
    list_filter = ("status", "kyc", "size", "livemode")
    search_fields = ("display_name", "customer_id")


@admin.register(SenderOrigin)
class SenderOriginAdmin(ReadOnlyAdmin):
    list_display = ("origin_name", "origin_address", "origin_dane", "customer_id", "livemode")
    search_fields = ("origin_name", "customer_id")


@admin.register(MerchantDiscount)
class MerchantDiscountAdmin(StaffAdmin):
    """Granted and ended by services, with a line of audit; what was granted is not rewritten."""

    list_display = ("customer_id", "service_id", "percent", "valid_from", "valid_to")
    list_filter = ("valid_from", "valid_to")
    search_fields = ("customer_id", "service_id")
    fields = ("customer_id", "service_id", "percent", "valid_from", "valid_to")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("customer_id", "service_id", "percent", "valid_from")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: MerchantDiscount, form: Any, change: bool
    ) -> None:
        actor = actor_of(request)
        if change:
            saved = services.end_discount(discount_id=obj.pk, valid_to=obj.valid_to, actor=actor)
        else:
            saved = services.grant_discount(
                customer_id=obj.customer_id,
                service_id=obj.service_id,
                percent=obj.percent,
                valid_from=obj.valid_from,
                valid_to=obj.valid_to,
                actor=actor,
            )
        obj.__dict__.update(saved.__dict__)
