"""Which contexts this process hosts, and where the others are."""

from django.core.exceptions import ImproperlyConfigured

from quenty.kernel.contexts import CONTEXTS
from quenty.settings.env import env

QUENTY_CONTEXTS: tuple[str, ...] = tuple(env.list("QUENTY_CONTEXTS", default=list(CONTEXTS)))
unknown = [name for name in QUENTY_CONTEXTS if name not in CONTEXTS]
if unknown:
    raise ImproperlyConfigured(f"QUENTY_CONTEXTS names no context of ours: {', '.join(unknown)}")

HOSTS_GATEWAY = "gateway" in QUENTY_CONTEXTS


def _peers() -> dict[str, str]:
    """Where neighbours hosted elsewhere are: customers=http://10.0.0.5:8001,orders=..."""
    found: dict[str, str] = {}
    for written in env.list("QUENTY_PEERS", default=[]):
        name, _, url = (part.strip() for part in written.partition("="))
        if name not in CONTEXTS or not url.startswith(("http://", "https://")):
            raise ImproperlyConfigured(
                f"QUENTY_PEERS must be context=http://host:port,...; {name!r} is not"
            )
        found[name] = url
    return found


QUENTY_PEERS = _peers()
