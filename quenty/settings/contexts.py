"""Which contexts this process hosts, and where the others are."""

from django.core.exceptions import ImproperlyConfigured

from quenty.kernel.contexts import CONTEXTS
from quenty.settings.env import env

QUENTY_CONTEXTS: tuple[str, ...] = tuple(env.list("QUENTY_CONTEXTS", default=list(CONTEXTS)))
unknown = [name for name in QUENTY_CONTEXTS if name not in CONTEXTS]
if unknown:
    raise ImproperlyConfigured(f"QUENTY_CONTEXTS names no context of ours: {', '.join(unknown)}")

HOSTS_GATEWAY = "gateway" in QUENTY_CONTEXTS
