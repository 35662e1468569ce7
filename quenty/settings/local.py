"""One machine, nothing in the environment: what `make run` and developers use.

Secrets and addresses come from files that the project generated under its state folder.
"""

from quenty.settings.env import env, read_state, required

read_state("secrets.env")
read_state("databases.env")

from quenty.settings.base import *  # noqa: E402, F403
from quenty.settings.databases import databases  # noqa: E402

SECRET_KEY = required("QUENTY_SECRET_KEY")
QUENTY_ENCRYPTION_KEYS = env.list("QUENTY_ENCRYPTION_KEYS")
DATABASES = databases(pool=env.int("QUENTY_POOL_SIZE", 0))
QUENTY_SUPERUSER_URL = env.str("QUENTY_SUPERUSER_DATABASE_URL", "")
QUENTY_LOG_FORMAT = env.str("QUENTY_LOG_FORMAT", "console")
