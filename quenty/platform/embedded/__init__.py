"""A real PostgreSQL from a wheel, for a machine that has no server.

`provision` writes the secrets and addresses of a state folder; `server_of` is its
server. Neither needs Django's settings, which read what is written here.
"""

from quenty.platform.embedded.addresses import database_urls
from quenty.platform.embedded.provision import configured, provision, server_of
from quenty.platform.embedded.server import EmbeddedServerError, Server

__all__ = [
    "EmbeddedServerError",
    "Server",
    "configured",
    "database_urls",
    "provision",
    "server_of",
]
