"""One database alias a context, each with a runtime role and an owner role.

`<CONTEXT>_DATABASE_URL` is the runtime role's; `<CONTEXT>_OWNER_DATABASE_URL` the
owner's, which only `bootstrap` and `migrate_contexts` need.
"""

from typing import Any

from quenty.kernel.contexts import CONTEXTS
from quenty.settings.contexts import QUENTY_CONTEXTS
from quenty.settings.env import env, required

# How long a request waits for a connection: its 503 is there within two seconds.
POOL_SECONDS = 1.5


def database(context: str, *, pool: int) -> dict[str, Any]:
    """Django's settings of a context's database. `pool`: most connections a process keeps."""
    config: dict[str, Any] = env.db_url_config(required(f"{context.upper()}_DATABASE_URL"))
    config["ENGINE"] = "django.db.backends.postgresql"
    config["ATOMIC_REQUESTS"] = False
    config["CONN_HEALTH_CHECKS"] = False
    config["OPTIONS"] = {"application_name": f"quenty-{context}"}
    if pool:
        config["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "timeout": POOL_SECONDS}
    config["TEST"] = {"NAME": f"test_{config['NAME']}"}
    # Kept by name: while migrations run, USER is the owner.
    config["RUNTIME"] = {"USER": config["USER"], "PASSWORD": config["PASSWORD"]}
    owner = env.str(f"{context.upper()}_OWNER_DATABASE_URL", "")
    if owner:
        as_owner = env.db_url_config(owner)
        config["OWNER"] = {"USER": as_owner["USER"], "PASSWORD": as_owner["PASSWORD"]}
    return config


def databases(*, pool: int) -> dict[str, Any]:
    """All aliases of the hosted contexts. `default` is `{}` where the gateway is elsewhere."""
    hosted: dict[str, Any] = {"default": {}}
    for name in QUENTY_CONTEXTS:
        hosted[CONTEXTS[name].alias] = database(name, pool=pool)
    return hosted
