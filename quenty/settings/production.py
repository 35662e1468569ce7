"""A deployment: everything from the environment, nothing assumed."""

from quenty.settings.base import *  # noqa: F403
from quenty.settings.databases import databases
from quenty.settings.env import env, required

SECRET_KEY = required("QUENTY_SECRET_KEY")
required("QUENTY_ENCRYPTION_KEYS")
QUENTY_ENCRYPTION_KEYS = env.list("QUENTY_ENCRYPTION_KEYS")
required("QUENTY_ALLOWED_HOSTS")
QUENTY_PUBLIC_URL = required("QUENTY_PUBLIC_URL")
if QUENTY_PEERS or len(QUENTY_CONTEXTS) < len(CONTEXTS):  # noqa: F405
    required("QUENTY_SERVICE_SECRETS")
DATABASES = databases(pool=env.int("QUENTY_POOL_SIZE", QUENTY_WEB_THREADS))  # noqa: F405
QUENTY_SUPERUSER_URL = env.str("QUENTY_SUPERUSER_DATABASE_URL", "")
QUENTY_SANDBOX_PROVIDERS = env.bool("QUENTY_SANDBOX_PROVIDERS", False)

SECURE_SSL_REDIRECT = env.bool("QUENTY_SSL_REDIRECT", True)
# Asked inside the deployment, by other units and by probes, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^_rpc/", r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = env.list("QUENTY_CSRF_TRUSTED_ORIGINS", default=[QUENTY_PUBLIC_URL])
