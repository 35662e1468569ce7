"""One machine, nothing in the environment: what `make run` and developers use.

Secrets and addresses come from files that the project generates under its state folder.
"""

from quenty.platform.embedded import configured, provision
from quenty.settings.env import STATE_DIR, env, read_state, required

_embedded = not configured()
if _embedded:
    provision(STATE_DIR)
    read_state("databases.env")
read_state("secrets.env")

from quenty.settings.base import *  # noqa: E402, F403
from quenty.settings.databases import databases  # noqa: E402

# Whether the databases are a server of our own, which `manage.py up` starts and stops.
QUENTY_EMBEDDED = _embedded
SECRET_KEY = required("QUENTY_SECRET_KEY")
QUENTY_SERVICE_SECRETS = QUENTY_SERVICE_SECRETS or [f"services:{SECRET_KEY}"]  # noqa: F405
QUENTY_ENCRYPTION_KEYS = env.list("QUENTY_ENCRYPTION_KEYS")
DATABASES = databases(pool=env.int("QUENTY_POOL_SIZE", 0))
QUENTY_SUPERUSER_URL = env.str("QUENTY_SUPERUSER_DATABASE_URL", "")
QUENTY_LOG_FORMAT = env.str("QUENTY_LOG_FORMAT", "console")
