"""Django's groups in the admin's own dress. Those of staff roles follow the code."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from apps.gateway.domain.roles import STAFF_ROLES
from quenty.platform.store.staff_admin import StaffAdmin

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(StaffAdmin):
    search_fields = ("name",)
    ordering = ("name",)
    filter_horizontal = ("permissions",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("name", "permissions") if obj and obj.name in STAFF_ROLES else ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Who may make groups could make one that holds everything.
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        ours = obj is not None and obj.name in STAFF_ROLES
        return bool(request.user.is_superuser) and not ours
