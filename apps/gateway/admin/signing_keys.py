"""Signing keys: look, and rotate."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from unfold.decorators import action, display

from apps.gateway.admin.acting import actor_of
from apps.gateway.models import SigningKey
from apps.gateway.selectors.signing_keys import signing_key
from apps.gateway.services.signing_keys import rotate_signing_keys
from quenty.kernel import clock
from quenty.platform.store.read_only import ReadOnlyAdmin


@admin.register(SigningKey)
class SigningKeyAdmin(ReadOnlyAdmin):
    list_display = ("generation", "kid", "algorithm", "state", "signs_from", "published_until")
    exclude = ("private_sealed",)
    ordering = ("-generation",)
    actions_list = ("rotate",)

    @display(description="estado", label={"firma": "success", "publicada": "info"})
    def state(self, key: SigningKey) -> str:
        signs = signing_key()
        if signs is not None and signs.pk == key.pk:
            return "firma"
        ended = key.published_until is not None and key.published_until <= clock.now()
        return "retirada" if ended else "publicada"

    def get_urls(self) -> list[Any]:
        do = self.admin_site.admin_view(self.rotate_view)
        return [path("rotate-now/", do, name="gateway_signingkey_rotate_now"), *super().get_urls()]

    @action(description="Rotar", permissions=["change"], icon="autorenew")
    def rotate(self, request: HttpRequest) -> HttpResponse:
        # A link of the list is a GET; what changes something is the form behind it.
        return HttpResponseRedirect(reverse("admin:gateway_signingkey_rotate_now"))

    def rotate_view(self, request: HttpRequest) -> HttpResponse:
        back = HttpResponseRedirect(reverse("admin:gateway_signingkey_changelist"))
        if not self.has_change_permission(request):
            return HttpResponse(status=403)
        if request.method != "POST":
            context = {**self.admin_site.each_context(request), "title": _("Rotar llaves de firma")}
            return TemplateResponse(request, "gateway/rotate.html", context)
        made = rotate_signing_keys(actor=actor_of(request)).made
        told = {"key": made.kid, "hour": f"{made.signs_from:%H:%M}"}
        messages.success(request, _("%(key)s firma desde las %(hour)s UTC") % told)
        return back
