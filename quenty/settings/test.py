"""The suite: the real engine through the runtime roles, cheap password hashes, no pool."""

from quenty.settings.base import *  # noqa: F403
from quenty.settings.databases import databases
from quenty.settings.env import env, required

SECRET_KEY = "tests-only-not-a-secret-0123456789abcdefghijklmnopqrstuvwxyz"
QUENTY_SERVICE_SECRETS = ["tests-only-between-services", "tests-only-the-one-before"]
# 32 bytes, base64; two keys so that rotation is exercised.
QUENTY_ENCRYPTION_KEYS = [
    "t2:dGVzdHMtb25seS1rZXktbnVtYmVyLXR3by0zMi1ieXQ=",
    "t1:dGVzdHMtb25seS1rZXktbnVtYmVyLW9uZS0zMi1ieXQ=",
]
DATABASES = databases(pool=0)
QUENTY_SUPERUSER_URL = required("QUENTY_SUPERUSER_DATABASE_URL")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
LOGGING = {"level": env.str("QUENTY_LOG_LEVEL", "WARNING")}
QUENTY_BACK_OFF_FACTOR = 0.0
# Tests of the limits turn them on.
QUENTY_RATE_LIMITS_ENABLED = False
# Each test client would look through all static files anew before its first request.
WHITENOISE_AUTOREFRESH = True
