"""Send somebody a link to choose a new password, on behalf of the back office."""

from uuid import UUID

from apps.gateway.models import OneTimeLink
from apps.gateway.selectors.users import user_for_update
from apps.gateway.services.send_link import send_link
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def send_password_link(*, user_id: UUID, actor: Actor) -> None:
    """The password stays as it is until the link is used. Raises gateway.user_not_found."""
    with unit_of_work("gateway"):
        user = user_for_update(user_id)
        send_link(user=user, purpose=OneTimeLink.Purpose.RESET)
        record("gateway", action="user.send_password_link", subject=user.id, actor=actor)
