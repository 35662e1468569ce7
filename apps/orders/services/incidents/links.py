"""Links by which a merchant answers an incident without logging in, until its deadline."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from quenty.contracts.orders.incident_errors import IncidentError

_signer = Signer(salt="orders.incident")


def answer_token(incident_id: UUID) -> str:
    return _signer.sign(incident_id.hex)


def answer_url(incident_id: UUID) -> str:
    return f"{settings.QUENTY_PUBLIC_URL}/novedad/{answer_token(incident_id)}"


def incident_of(token: str) -> UUID:
    """Whose link it is. Raises orders.incident.link_invalid."""
    try:
        return UUID(_signer.unsign(token))
    except (BadSignature, ValueError) as error:
        raise IncidentError.LINK_INVALID() from error
