"""Change a password: by the person who knows the old one, or by a link to the address."""

from uuid import UUID

from apps.gateway.domain.messages import compose
from apps.gateway.models import OneTimeLink, User
from apps.gateway.selectors.users import user_by_id
from apps.gateway.services.check_password import check_new_password
from apps.gateway.services.count_attempt import count_attempt, forgive
from apps.gateway.services.revoke_sessions import revoke_sessions
from apps.gateway.services.send_message import send_message
from apps.gateway.services.take_link import take_link
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def change_password(
    *, user_id: UUID, old_password: str, new_password: str, address: str, actor: Actor
) -> None:
    """Set a new password and end all sessions. Call it with no transaction open.

    Raises gateway.wrong_password, gateway.weak_password, gateway.too_many_attempts.
    """
    user = user_by_id(user_id)
    attempt = count_attempt(account=user.email, address=address)
    if not user.check_password(old_password):
        raise GatewayError.WRONG_PASSWORD(field="old_password")
    forgive(attempt)
    check_new_password(new_password, user=user, field="new_password")
    with unit_of_work("gateway"):
        _set_password(user, new_password, actor=actor)


def reset_password(*, token: str, new_password: str) -> User:
    """Set a new password by a link, which proves the address too, and end all sessions.

    Raises gateway.invalid_link, gateway.weak_password (the link then still works).
    """
    with unit_of_work("gateway"):
        user = take_link(token=token, purpose=OneTimeLink.Purpose.RESET)
        check_new_password(new_password, user=user, field="new_password")
        user.email_verified_at = user.email_verified_at or clock.now()
        _set_password(user, new_password, actor=Actor("user", str(user.id)))
    return user


def _set_password(user: User, password: str, *, actor: Actor) -> None:
    user.set_password(password)
    user.save()
    revoke_sessions(user_id=user.id, reason="password_changed")
    send_message(
        compose(
            "password_changed",
            recipient=user.email,
            name=user.full_name,
            language=user.language,
        )
    )
    record("gateway", action="user.change_password", subject=user.id, actor=actor)
