"""The gateway over HTTP: endpoints under /api/v1/gateway/, and pages at the root."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from apps.gateway.api import account, api_keys, me, tokens, users
from apps.gateway.api.documents import DocsView, SchemaView
from apps.gateway.api.front import errors, favicon, start
from apps.gateway.api.pages import reset_password_page, verify_email_page
from apps.gateway.api.root import jwks, services_health
from apps.gateway.api.routes import routes

ENDPOINT_MODULES = (account, api_keys, me, tokens, users)

urlpatterns = [
    path("", start, name="start"),
    path("docs/errors", errors, name="errors"),
    path("favicon.svg", favicon, name="favicon"),
    path("favicon.ico", favicon),
    path(".well-known/jwks.json", jwks, name="jwks"),
    path("services/health", services_health, name="services-health"),
    path("api/schema", SchemaView.as_view(), name="schema"),
    path("api/docs", DocsView.as_view(), name="docs"),
    path("account/verify-email", verify_email_page, name="verify-email"),
    path("account/reset-password", reset_password_page, name="reset-password"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", admin.site.urls),
]

__all__ = ["ENDPOINT_MODULES", "routes", "urlpatterns"]
