"""Alive, ready, metrics, and what an address that is none of ours gets."""

from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from quenty.kernel.contexts import alias_of
from quenty.platform.errors import RequestError
from quenty.platform.http.problems import problem_response
from quenty.platform.observability.metrics import register

log = structlog.get_logger("quenty.http")


@csrf_exempt
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 while the process can answer at all."""
    return JsonResponse({"status": "alive"})


def reachable(context: str) -> bool:
    """Whether the context's database answers."""
    try:
        with connections[alias_of(context)].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


@csrf_exempt
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when everything this process needs answers, else 503 with what does not."""
    found = {name: reachable(name) for name in settings.QUENTY_CONTEXTS}
    status = 200 if all(found.values()) else 503
    body = {"status": "ready" if status == 200 else "not ready", "databases": found}
    return JsonResponse(body, status=status, headers={} if status == 200 else {"Retry-After": "2"})


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text."""
    register()
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _is_page(path: str, asked: str) -> bool:
    """Whether `path` is an address of ours; what the API and the admin don't know, isn't."""
    if path == asked or asked.startswith(("/api/v", "/admin/", "/_rpc/")):
        return False
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The same address without its last slash where that is a page; else problem+json for
    machines, a page for people.
    """
    if request.method in ("GET", "HEAD") and _is_page(request.path.rstrip("/"), request.path):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(request.path.rstrip("/") + (f"?{query}" if query else ""))
    if request.path.startswith("/api/") or "text/html" not in request.headers.get("Accept", ""):
        return problem_response(RequestError.NOT_FOUND())
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A bug: logged with its trace, told with the correlation id and nothing else."""
    return problem_response(RequestError.INTERNAL())
