"""Take a single-use link: it works once, in time, and for the address it was sent to."""

from uuid import UUID

from django.core.signing import BadSignature
from django.db.models import F

from apps.gateway.models import OneTimeLink, User
from apps.gateway.services.send_link import link_signer
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel import clock


def take_link(*, token: str, purpose: str) -> User:
    """The user the link belongs to, locked; the link is spent with the unit of work.

    Raises gateway.invalid_link.
    """
    try:
        link_id = UUID(hex=link_signer(purpose).unsign(token))
    except (BadSignature, ValueError) as error:
        raise GatewayError.INVALID_LINK(field="token") from error
    taken = OneTimeLink.objects.filter(
        pk=link_id,
        purpose=purpose,
        used_at=None,
        expires_at__gt=clock.now(),
        email=F("user__email"),
        user__is_active=True,
    )
    # One statement decides: of two people with the link one gets it.
    if not OneTimeLink.objects.filter(pk__in=taken, used_at=None).update(used_at=clock.now()):
        raise GatewayError.INVALID_LINK(field="token")
    user_id = OneTimeLink.objects.values_list("user_id", flat=True).get(pk=link_id)
    return User.objects.select_for_update().get(pk=user_id)
