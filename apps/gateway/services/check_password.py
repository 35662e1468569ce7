"""Whether a new password is strong enough."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from apps.gateway.models import User
from quenty.contracts.gateway.errors import GatewayError


def check_new_password(password: str, *, user: User, field: str = "password") -> None:
    """Raises gateway.weak_password with the reasons, in the caller's language."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        reasons = " ".join(error.messages)
        raise GatewayError.WEAK_PASSWORD(field=field, reasons=reasons) from error
