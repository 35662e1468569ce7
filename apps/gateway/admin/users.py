"""Users: find, create, give roles, shut out."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from unfold.decorators import display

from apps.gateway.admin.acting import actor_of, for_each
from apps.gateway.admin.user_forms import NewUserForm, UserForm
from apps.gateway.domain.roles import ROLES, is_staff
from apps.gateway.models import User
from apps.gateway.services.create_staff import create_staff
from apps.gateway.services.create_user import create_user
from apps.gateway.services.disable_user import disable_user, enable_user
from apps.gateway.services.revoke_sessions import revoke_sessions
from apps.gateway.services.second_factor import remove_second_factor
from apps.gateway.services.send_password_link import send_password_link
from apps.gateway.services.unlock_account import unlock_account
from apps.gateway.services.update_user import change_roles, update_profile
from quenty.platform.store.shown import told
from quenty.platform.store.staff_admin import StaffAdmin


class RoleFilter(admin.SimpleListFilter):
    title = "rol"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role, told(role)) for role in ROLES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(roles__contains=[self.value()]) if self.value() else queryset


@admin.register(User)
class UserAdmin(StaffAdmin):
    list_display = (
        "email",
        "full_name",
        "roles_shown",
        "active",
        "second_factor",
        "customer_id",
        "last_login",
    )
    list_filter = ("is_active", "is_staff", RoleFilter)
    search_fields = ("email", "full_name", "customer_id", "id")
    ordering = ("-created_at",)
    readonly_fields = (
        "id",
        "email",
        "is_active",
        "is_staff",
        "is_superuser",
        "disabled_reason",
        "email_verified_at",
        "totp_confirmed_at",
        "last_login",
        "created_at",
        "customer_id",
        "franchise_id",
        "operator_id",
        "driver_id",
    )
    filter_horizontal = ("groups", "user_permissions")
    actions = ("disable", "enable", "end_sessions", "send_link", "unlock", "drop_second_factor")

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_form(request, obj, form=UserForm if obj else NewUserForm, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return tuple(NewUserForm.base_fields)
        # Who may hand out single permissions could hand themselves all of them.
        single = ("groups", "user_permissions") if request.user.is_superuser else ()
        return ("full_name", "language", "roles", *single, *self.readonly_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        actor = actor_of(request)
        if change:
            roles = tuple(form.cleaned_data["roles"])
            name, language = obj.full_name, obj.language
            update_profile(user_id=obj.pk, full_name=name, language=language)
            change_roles(user_id=obj.pk, roles=roles, actor=actor)
            return
        given = dict(form.cleaned_data)
        roles = tuple(given.pop("roles"))
        if is_staff(roles):
            given = {k: given[k] for k in ("email", "full_name", "language")}
            made = create_staff(**given, roles=roles, password=None, actor=actor)
        else:
            made = create_user(**given, roles=roles, password=None, actor=actor)
        obj.pk = made.pk
        obj.refresh_from_db()

    @display(description="roles")
    def roles_shown(self, user: User) -> str:
        return ", ".join(map(told, user.roles))

    @display(description="activo", boolean=True)
    def active(self, user: User) -> bool:
        return user.is_active

    @display(description="segundo factor", boolean=True)
    def second_factor(self, user: User) -> bool:
        return user.has_second_factor

    @admin.action(description="Desactivar y cerrar sesiones", permissions=["change"])
    def disable(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        if rows.filter(pk=request.user.pk).exists():
            messages.error(request, _("No puede desactivarse a sí mismo."))
            return
        actor = actor_of(request)
        for_each(
            request, rows, lambda u: disable_user(user_id=u.pk, reason="by staff", actor=actor)
        )

    @admin.action(description="Activar", permissions=["change"])
    def enable(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda user: enable_user(user_id=user.pk, actor=actor))

    @admin.action(description="Cerrar todas sus sesiones", permissions=["change"])
    def end_sessions(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        for_each(request, rows, lambda u: revoke_sessions(user_id=u.pk, reason="by_staff"))

    @admin.action(description="Enviar enlace de contraseña", permissions=["change"])
    def send_link(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda user: send_password_link(user_id=user.pk, actor=actor))

    @admin.action(description="Desbloquear tras intentos fallidos", permissions=["change"])
    def unlock(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda user: unlock_account(user_id=user.pk, actor=actor))

    @admin.action(description="Quitar segundo factor", permissions=["change"])
    def drop_second_factor(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda u: remove_second_factor(user_id=u.pk, actor=actor))
