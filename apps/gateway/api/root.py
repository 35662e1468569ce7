"""Pages at the root that machines read: public keys and the health of all contexts."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from apps.gateway.selectors.health import health_of_all
from apps.gateway.selectors.signing_keys import key_set
from apps.gateway.services.signing_keys import ensure_signing_key
from quenty.platform.http.peers import waits_for_peers


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """The public signing keys (RFC 7517). Kept a minute, as verifiers keep them."""
    ensure_signing_key()
    return JsonResponse(key_set(), headers={"Cache-Control": "public, max-age=60"})


@require_safe
def services_health(request: HttpRequest) -> HttpResponse:
    """All contexts: 200 when what is hosted here answers, else 503. Names and numbers only."""
    waits_for_peers(request)
    found = health_of_all()
    status = 503 if found["status"] == "down" else 200
    return JsonResponse(found, status=status, headers={"Cache-Control": "no-store"})
