"""HTTP: an endpoint is one declaration and one function."""

from quenty.platform.http import fields
from quenty.platform.http.call import Call
from quenty.platform.http.routes import Routes
from quenty.platform.http.serializers import Serializer
from quenty.platform.http.versions import check_version

__all__ = ["Call", "Routes", "Serializer", "check_version", "fields"]
