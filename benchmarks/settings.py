"""Production's settings for servers on the loopback interface, with limits that count every
request and refuse none."""

from quenty.settings.production import *  # noqa: F403
from quenty.settings.production import QUENTY_RATE_LIMITS as _LIMITS  # type: ignore[attr-defined]

ALLOWED_HOSTS = ["*"]
SECURE_SSL_REDIRECT = False
QUENTY_RATE_LIMITS = dict.fromkeys(_LIMITS, 10**9)
