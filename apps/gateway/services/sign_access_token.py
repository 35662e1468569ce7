"""Sign an access token."""

from django.conf import settings
from joserfc import jwt

from apps.gateway.domain.tokens import TOKEN_TYPE, Subject, claims
from apps.gateway.models import User
from apps.gateway.services.signing_keys import ensure_signing_key, private_key
from quenty.kernel import clock


def sign_access_token(*, subject: Subject, token_id: str) -> str:
    """A JWT (RFC 9068) for ten minutes, signed by the key in force."""
    row = ensure_signing_key()
    header = {"typ": TOKEN_TYPE, "alg": row.algorithm, "kid": row.kid}
    body = claims(
        subject,
        issuer=settings.QUENTY_PUBLIC_URL,
        audience=settings.QUENTY_JWT_AUDIENCE,
        token_id=token_id,
        now=clock.now(),
    )
    return jwt.encode(header, body, private_key(row), algorithms=[row.algorithm])


def subject_of(user: User) -> Subject:
    """Whom a user's token speaks for."""
    return Subject(
        user_id=user.id,
        roles=tuple(user.roles),
        customer_id=user.customer_id,
        franchise_id=user.franchise_id,
        operator_id=user.operator_id,
        driver_id=user.driver_id,
    )
