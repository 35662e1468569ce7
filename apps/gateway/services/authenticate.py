"""Find out whether somebody is who they say: password, second factor, lock-out."""

from django.contrib.auth.hashers import make_password

from apps.gateway.domain.totp import matching_step
from apps.gateway.models import Merchant, User
from apps.gateway.services.count_attempt import count_attempt, forgive
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel import clock
from quenty.platform.crypto import unseal
from quenty.platform.db import unit_of_work

TOTP_SEAL = b"gateway.totp"


def authenticate(*, email: str, password: str, code: str | None, address: str) -> User:
    """The user. Call it with no transaction open: tries are counted in their own.

    Raises gateway.invalid_credentials (alike for a wrong password, no such account and a
    disabled one, after the same work), gateway.too_many_attempts,
    gateway.second_factor_required, gateway.invalid_code, gateway.account_suspended.
    """
    email = User.objects.normalize_email(email)
    attempt = count_attempt(account=email, address=address)
    user = User.objects.filter(email=email).first()
    if not _password_right(user, password) or user is None or not user.is_active:
        raise GatewayError.INVALID_CREDENTIALS()
    if user.has_second_factor:
        if not code:
            raise GatewayError.SECOND_FACTOR_REQUIRED(field="code")
        spend_code(user, code)
    forgive(attempt)
    refuse_suspended(user)
    return user


def refuse_suspended(user: User) -> None:
    """Raises gateway.account_suspended when the user's merchant is suspended."""
    suspended = Merchant.objects.filter(
        customer_id=user.customer_id, suspended_at__isnull=False
    ).exists()
    if user.customer_id and suspended:
        raise GatewayError.ACCOUNT_SUSPENDED()


def spend_code(user: User, code: str) -> None:
    """Use up a code of the user's authenticator. Raises gateway.invalid_code."""
    if user.totp_secret is None:
        raise GatewayError.INVALID_CODE(field="code")
    step = matching_step(
        unseal(bytes(user.totp_secret), purpose=TOTP_SEAL),
        code.strip().replace(" ", ""),
        unix_seconds=clock.now().timestamp(),
        after_step=user.totp_last_step,
    )
    with unit_of_work("gateway"):
        # The condition makes one winner of two who show the same code at once.
        spent = step is not None and User.objects.filter(
            pk=user.pk, totp_last_step__lt=step
        ).update(totp_last_step=step)
    if not spent:
        raise GatewayError.INVALID_CODE(field="code")


def _password_right(user: User | None, password: str) -> bool:
    if user is None or not user.has_usable_password():
        # As much work as a real check, so that time doesn't tell whether the account exists.
        make_password(password)
        return False
    return user.check_password(password)
