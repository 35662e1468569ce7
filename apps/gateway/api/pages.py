"""Pages behind the links in e-mails. Opening one changes nothing, since mail scanners
open links too; the button does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.gateway.services.change_password import reset_password
from apps.gateway.services.verify_email import verify_email
from quenty.kernel.errors import DomainError


def _page(request: HttpRequest, template: str, *, status: int = 200, **values: str) -> HttpResponse:
    response = render(request, f"gateway/{template}.html", values, status=status)
    # The address holds a secret: it goes to nobody.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _told(error: DomainError, request: HttpRequest) -> str:
    return error.message(getattr(request, "LANGUAGE_CODE", "es"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_email_page(request: HttpRequest) -> HttpResponse:
    """/account/verify-email"""
    token = request.POST.get("token") or request.GET.get("token", "")
    if request.method != "POST":
        return _page(request, "verify_email", token=token)
    try:
        verify_email(token=token[:200])
    except DomainError as error:
        return _page(request, "done", status=error.status, problem=_told(error, request))
    return _page(request, "done", done="email")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset_password_page(request: HttpRequest) -> HttpResponse:
    """/account/reset-password"""
    token = (request.POST.get("token") or request.GET.get("token", ""))[:200]
    if request.method != "POST":
        return _page(request, "reset_password", token=token)
    try:
        reset_password(token=token, new_password=request.POST.get("new_password", "")[:256])
    except DomainError as error:
        told = _told(error, request)
        return _page(request, "reset_password", status=error.status, token=token, problem=told)
    return _page(request, "done", done="password")
