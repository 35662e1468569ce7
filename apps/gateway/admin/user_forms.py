"""Forms of users; what they hold is checked here, what it does is the services'."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from apps.gateway.admin.acting import language
from apps.gateway.domain.roles import ROLES, is_staff
from apps.gateway.models import User
from apps.gateway.services.create_user import check_roles
from quenty.kernel.errors import DomainError
from quenty.platform.store.shown import told


class _RolesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=lambda: [(role, told(role)) for role in ROLES],
            widget=UnfoldAdminCheckboxSelectMultipleWidget,
            **kwargs,
        )

    def clean(self, value: Any) -> list[str]:
        roles: list[str] = super().clean(value)
        try:
            check_roles(tuple(roles))
        except DomainError as error:
            raise forms.ValidationError(error.message(language())) from error
        return roles


class NewUserForm(forms.ModelForm):
    """Without a password: the new user is sent a link to choose one."""

    roles = _RolesField()

    class Meta:
        model = User
        fields = (
            "email",
            "full_name",
            "language",
            "roles",
            "customer_id",
            "franchise_id",
            "operator_id",
            "driver_id",
        )

    def clean_email(self) -> str:
        email = User.objects.normalize_email(self.cleaned_data["email"])
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Ya existe un usuario con este correo."))
        return email


class UserForm(forms.ModelForm):
    roles = _RolesField()

    class Meta:
        model = User
        fields = ("full_name", "language", "roles", "groups", "user_permissions")

    def clean_roles(self) -> list[str]:
        roles: list[str] = self.cleaned_data["roles"]
        if is_staff(tuple(roles)) != self.instance.is_staff:
            raise forms.ValidationError(
                _("Quien es externo no pasa a ser personal, ni al contrario: cree otra cuenta.")
            )
        return roles
