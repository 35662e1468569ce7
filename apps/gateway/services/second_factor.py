"""A second factor for staff: enrol, confirm, remove."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from apps.gateway.domain.totp import SECRET_BYTES, base32, provisioning_uri
from apps.gateway.models import User
from apps.gateway.selectors.users import user_by_id, user_for_update
from apps.gateway.services.authenticate import TOTP_SEAL, spend_code
from apps.gateway.services.count_attempt import count_attempt, forgive
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.crypto import seal
from quenty.platform.db import unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What the person's authenticator needs; shown once. `secret`: base32."""

    secret: str
    uri: str


def start_second_factor(*, user_id: UUID) -> Enrolment:
    """A new secret, in force once confirmed by a code.

    Raises gateway.staff_only, gateway.second_factor_on.
    """
    secret = secrets.token_bytes(SECRET_BYTES)
    with unit_of_work("gateway"):
        user = user_for_update(user_id)
        if not user.is_staff:
            raise GatewayError.STAFF_ONLY()
        if user.has_second_factor:
            raise GatewayError.SECOND_FACTOR_ON()
        user.totp_secret = seal(secret, purpose=TOTP_SEAL)
        user.save(update_fields=["totp_secret", "updated_at"])
    return Enrolment(secret=base32(secret), uri=provisioning_uri(secret, account=user.email))


def confirm_second_factor(*, user_id: UUID, code: str, address: str, actor: Actor) -> None:
    """From now on log-ins need a code. Call it with no transaction open.

    Raises gateway.user_not_found, gateway.second_factor_not_started,
    gateway.second_factor_on, gateway.invalid_code, gateway.too_many_attempts.
    """
    user = user_by_id(user_id)
    if user.has_second_factor:
        raise GatewayError.SECOND_FACTOR_ON()
    if user.totp_secret is None:
        raise GatewayError.SECOND_FACTOR_NOT_STARTED()
    attempt = count_attempt(account=user.email, address=address)
    spend_code(user, code)
    forgive(attempt)
    with unit_of_work("gateway"):
        User.objects.filter(pk=user_id).update(totp_confirmed_at=clock.now())
        record("gateway", action="user.second_factor_on", subject=user_id, actor=actor)


def remove_second_factor(*, user_id: UUID, actor: Actor) -> None:
    """Take it away, by the back office, from somebody who lost the device."""
    with unit_of_work("gateway"):
        user = user_for_update(user_id)
        user.totp_secret = None
        user.totp_confirmed_at = None
        user.save(update_fields=["totp_secret", "totp_confirmed_at", "updated_at"])
        record("gateway", action="user.second_factor_off", subject=user_id, actor=actor)
