"""Logging in to the admin: lock-out, and a code for those who enrolled an app."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminOwnPasswordChangeForm, AuthenticationForm
from unfold.widgets import BASE_INPUT_CLASSES

from apps.gateway.admin.acting import actor_of, language
from apps.gateway.services.authenticate import authenticate
from apps.gateway.services.change_password import change_password
from quenty.kernel.errors import DomainError

_BACKEND = "django.contrib.auth.backends.ModelBackend"


class StaffLoginForm(AuthenticationForm):
    """E-mail, password and code; asks the same service as the API."""

    code = forms.CharField(
        required=False,
        max_length=10,
        label=_("Código de verificación, si tiene"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": " ".join(BASE_INPUT_CLASSES),
            }
        ),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("username") or not given.get("password"):
            return given
        try:
            user = authenticate(
                email=given["username"],
                password=given["password"],
                code=given.get("code") or None,
                address=self.request.META.get("REMOTE_ADDR", "") if self.request else "",
            )
        except DomainError as error:
            raise ValidationError(error.message(language()), code=error.code) from error
        self.confirm_login_allowed(user)
        user.backend = _BACKEND  # type: ignore[attr-defined]
        self.user_cache = user
        return given


class StaffPasswordForm(AdminOwnPasswordChangeForm):
    """Changes the password as the API does: sessions everywhere end."""

    def save(self, commit: bool = True) -> Any:
        # The service has saved it; the session that goes on needs the new hash.
        self.user.refresh_from_db()
        return self.user


class StaffPasswordView(PasswordChangeView):
    form_class = StaffPasswordForm
    template_name = "registration/password_change_form.html"

    def get_success_url(self) -> str:
        return reverse("admin:password_change_done")

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            change_password(
                user_id=self.request.user.pk,
                old_password=form.cleaned_data["old_password"],
                new_password=form.cleaned_data["new_password1"],
                address=self.request.META.get("REMOTE_ADDR", ""),
                actor=actor_of(self.request),
            )
        except DomainError as error:
            form.add_error("new_password1", error.message(language()))
            return self.form_invalid(form)
        return super().form_valid(form)


def _password_change(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    context = {**admin.site.each_context(request), **(extra_context or {})}
    return StaffPasswordView.as_view(extra_context=context)(request)


# The site is unfold's, made before any context is known; these two ways in are ours.
admin.site.login_form = StaffLoginForm
admin.site.password_change = _password_change  # type: ignore[method-assign]
