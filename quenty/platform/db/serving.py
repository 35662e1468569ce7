"""The embedded server as commands use it: there already, or for as long as they run."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from quenty.platform.embedded import Server, server_of


@contextmanager
def embedded_server() -> Iterator[Server | None]:
    """Serve the embedded databases meanwhile; does nothing where the settings name a server."""
    if not settings.QUENTY_EMBEDDED:
        yield None
        return
    server = server_of(settings.QUENTY_STATE_DIR)
    ours = server.start()
    try:
        yield server
    finally:
        if ours:
            server.stop()
