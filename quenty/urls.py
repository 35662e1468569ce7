"""What this process serves: the contexts it hosts, their root pages, health and metrics."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.urls import include, path

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.http import forward, health, peers
from quenty.platform.http.routes import ROUTES
from quenty.platform.registry import server


def _of_contexts() -> list[Any]:
    patterns: list[Any] = []
    for name in settings.QUENTY_CONTEXTS:
        module = f"{CONTEXTS[name].app}.api"
        if not find_spec(module):
            continue
        api = import_module(module)
        patterns += getattr(api, "urlpatterns", [])
        if name in ROUTES:
            patterns.append(path(f"api/v1/{name}/", include(ROUTES[name].urlpatterns())))
    return patterns


urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", health.metrics),
    path("_rpc/health", peers.health),
    path("_rpc/schema", peers.OwnSchemaView.as_view()),
    path("_rpc/<str:context>/v<int:version>/<str:call>", server.serve),
    *_of_contexts(),
    *(forward.patterns() if "gateway" in settings.QUENTY_CONTEXTS else []),
]
handler404 = "quenty.platform.http.health.not_found"
handler500 = "quenty.platform.http.health.broken"
