"""What a fresh gateway needs, and the demo's member of staff."""

import os
from collections.abc import Callable

from apps.gateway.selectors.users import users
from apps.gateway.services.create_staff import create_staff
from apps.gateway.services.signing_keys import ensure_signing_key
from apps.gateway.services.staff_groups import seed_staff_groups
from quenty.kernel.actors import SYSTEM

DEMO_ADMIN = "admin@quenty.test"
PASSWORD_VARIABLE = "QUENTY_DEMO_ADMIN_PASSWORD"  # noqa: S105 (a variable's name)


def seed(progress: Callable[[str], None] = lambda text: None) -> None:
    """Staff groups and the first signing key; the demo's admin when a password is given by
    QUENTY_DEMO_ADMIN_PASSWORD. Again changes nothing.
    """
    groups = seed_staff_groups()
    progress(f"gateway: {groups} staff groups")
    key = ensure_signing_key()
    progress(f"gateway: signing key {key.kid[:12]}…")
    password = os.environ.get(PASSWORD_VARIABLE)
    if not password:
        progress(f"gateway: no demo admin, {PASSWORD_VARIABLE} is not set")
        return
    if not users(email=DEMO_ADMIN).exists():
        create_staff(
            email=DEMO_ADMIN,
            password=password,
            full_name="Demo Admin",
            roles=("admin",),
            actor=SYSTEM,
        )
    progress(f"gateway: demo admin {DEMO_ADMIN}")
