"""Create a user: of a merchant at registration, of staff by the back office."""

from uuid import UUID

from django.db import IntegrityError

from apps.gateway.domain.roles import OUTSIDE_ROLES, ROLES, is_staff
from apps.gateway.models import Merchant, OneTimeLink, User
from apps.gateway.services.check_password import check_new_password
from apps.gateway.services.send_link import send_link
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def create_user(
    *,
    email: str,
    password: str | None,
    full_name: str,
    roles: tuple[str, ...],
    actor: Actor,
    language: str = "es",
    customer_id: UUID | None = None,
    franchise_id: UUID | None = None,
    operator_id: UUID | None = None,
    driver_id: UUID | None = None,
    test_customer_id: UUID | None = None,
    idempotency_key: str | None = None,
) -> User:
    """A saved user who has been sent a link to confirm the address.

    Without a password, the link sent sets one. The same `idempotency_key` and e-mail give
    the same user again. Raises gateway.email_taken, gateway.weak_password,
    gateway.roles_not_allowed.
    """
    email = User.objects.normalize_email(email)
    repeated = _made_before(idempotency_key, email)
    if repeated:
        return repeated
    check_roles(roles)
    user = User(
        email=email,
        full_name=full_name,
        language=language,
        roles=sorted(set(roles)),
        is_staff=is_staff(roles),
        customer_id=customer_id,
        franchise_id=franchise_id,
        operator_id=operator_id,
        driver_id=driver_id,
        creation_key=idempotency_key,
    )
    if password is not None:
        check_new_password(password, user=user)
    # Hashed before the transaction: it is slow on purpose.
    user.set_password(password)
    with unit_of_work("gateway"):
        saved = _save(user)
        if saved is user:
            _follow_up(user, test_customer_id=test_customer_id, actor=actor)
    return saved


def check_roles(roles: tuple[str, ...]) -> None:
    """Known roles, at least one, and never staff and outsider in one person.

    Raises gateway.roles_not_allowed.
    """
    mixed = is_staff(roles) and any(role in OUTSIDE_ROLES for role in roles)
    if not roles or mixed or any(role not in ROLES for role in roles):
        raise GatewayError.ROLES_NOT_ALLOWED(field="roles", roles=", ".join(roles))


def _made_before(key: str | None, email: str) -> User | None:
    return User.objects.filter(creation_key=key, email=email).first() if key else None


def _save(user: User) -> User:
    try:
        with unit_of_work("gateway"):
            user.save(force_insert=True)
    except IntegrityError as error:
        repeated = _made_before(user.creation_key, user.email)
        if repeated:
            return repeated
        raise GatewayError.EMAIL_TAKEN(field="email") from error
    return user


def _follow_up(user: User, *, test_customer_id: UUID | None, actor: Actor) -> None:
    if user.customer_id:
        merchant, _ = Merchant.objects.get_or_create(customer_id=user.customer_id)
        if test_customer_id and merchant.test_customer_id is None:
            merchant.test_customer_id = test_customer_id
            merchant.save()
    verify = user.has_usable_password()
    send_link(
        user=user, purpose=OneTimeLink.Purpose.VERIFY if verify else OneTimeLink.Purpose.RESET
    )
    record(
        "gateway", action="user.create", subject=user.id, actor=actor, data={"roles": user.roles}
    )
