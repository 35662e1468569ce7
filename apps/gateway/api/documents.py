"""The OpenAPI document of all contexts and a page that reads it, from our own assets."""

from typing import Any

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.response import Response

from quenty.platform.http.merging import merged
from quenty.platform.http.peers import schemas_of_peers, waits_for_peers

# Swagger UI styles elements as it goes; scripts come from files only.
_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class SchemaView(SpectacularAPIView):
    """/api/schema: what is hosted here, and what the units say that host the others."""

    custom_settings = {"SCHEMA_PATH_PREFIX": "/api/v1"}

    def _get_schema_response(self, request: Any) -> Response:
        response: Response = super()._get_schema_response(request)
        waits_for_peers(request)
        response.data = merged(response.data, schemas_of_peers())
        return response


class DocsView(SpectacularSwaggerSplitView):
    """/api/docs"""

    url_name = "schema"

    @extend_schema(exclude=True)
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        response: Response = super().get(request, *args, **kwargs)
        response["Content-Security-Policy"] = _POLICY
        return response
