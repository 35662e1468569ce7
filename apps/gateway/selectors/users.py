"""Users as the back office and they themselves see them."""

from uuid import UUID

from django.db.models import QuerySet

from apps.gateway.models import User
from quenty.contracts.gateway.errors import GatewayError


def user_by_id(user_id: UUID) -> User:
    """Raises gateway.user_not_found."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise GatewayError.USER_NOT_FOUND()
    return user


def users(
    *,
    email: str | None = None,
    role: str | None = None,
    customer_id: UUID | None = None,
    is_active: bool | None = None,
) -> QuerySet[User]:
    """All users that fit; the e-mail in whole, in any case."""
    rows = User.objects.all()
    if email:
        rows = rows.filter(email=User.objects.normalize_email(email))
    if role:
        rows = rows.filter(roles__contains=[role])
    if customer_id:
        rows = rows.filter(customer_id=customer_id)
    if is_active is not None:
        rows = rows.filter(is_active=is_active)
    return rows


def user_for_update(user_id: UUID) -> User:
    """The user, locked until the unit of work ends. Raises gateway.user_not_found."""
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise GatewayError.USER_NOT_FOUND()
    return user
