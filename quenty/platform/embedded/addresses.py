"""Names of databases, schemas and roles, and the URLs that lead to them."""

import hashlib
import hmac
from collections.abc import Iterable

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.embedded.ports import LOOPBACK

SUPERUSER = "postgres"


def database_of(context: str) -> str:
    return f"quenty_{context}"


def runtime_role(context: str) -> str:
    return f"quenty_{context}_app"


def owner_role(context: str) -> str:
    return f"quenty_{context}_owner"


def password_of(secret: str, role: str) -> str:
    """A role's password on an embedded server: derived, so that one secret is kept for all."""
    return hmac.new(secret.encode(), role.encode(), hashlib.sha256).hexdigest()


def superuser_url(secret: str, port: int) -> str:
    return _url(secret, port, SUPERUSER, "postgres")


def database_urls(
    secret: str, port: int, *, contexts: Iterable[str] = tuple(CONTEXTS)
) -> dict[str, str]:
    """The environment variables that name an embedded server's databases."""
    urls = {"QUENTY_SUPERUSER_DATABASE_URL": superuser_url(secret, port)}
    for name in contexts:
        prefix, database = name.upper(), database_of(name)
        urls[f"{prefix}_DATABASE_URL"] = _url(secret, port, runtime_role(name), database)
        urls[f"{prefix}_OWNER_DATABASE_URL"] = _url(secret, port, owner_role(name), database)
    return urls


def _url(secret: str, port: int, role: str, database: str) -> str:
    return f"postgresql://{role}:{password_of(secret, role)}@{LOOPBACK}:{port}/{database}"
