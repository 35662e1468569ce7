"""Redis where there is one: cache, sessions, rate limits, revocations between processes.

Without its URL the process and PostgreSQL do. With it gone, see ADR 0013.
"""

from typing import Any

from quenty.settings.env import env

REDIS_URL = env.str("REDIS_URL", "")
# Seconds; a Redis slower than this is worth no waiting.
REDIS_TIMEOUT = 0.25

CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "quenty.platform.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "quenty",
        "OPTIONS": {"socket_timeout": REDIS_TIMEOUT, "socket_connect_timeout": REDIS_TIMEOUT},
    }
    # Written to PostgreSQL, read from Redis: nobody is logged out when Redis goes.
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

QUENTY_RATE_LIMITS_ENABLED = env.bool("QUENTY_RATE_LIMITS_ENABLED", True)
# Requests a minute of one principal (user, key) or, where nobody is known, of one address.
QUENTY_RATE_LIMITS = {
    "read": env.int("QUENTY_RATE_READ", 12_000),
    "write": env.int("QUENTY_RATE_WRITE", 6_000),
    "upload": env.int("QUENTY_RATE_UPLOAD", 300),
    # By address: pages of tracking and documents; log-in and registration; bad credentials.
    "open": env.int("QUENTY_RATE_OPEN", 3_000),
    "entry": env.int("QUENTY_RATE_ENTRY", 300),
    "refused": env.int("QUENTY_RATE_REFUSED", 300),
}
