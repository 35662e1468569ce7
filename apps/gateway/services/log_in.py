"""Log a person in for the API."""

from django.contrib.auth.models import update_last_login

from apps.gateway.domain.tokens import SESSION_LIFETIME
from apps.gateway.models import LoginSession, User
from apps.gateway.services.authenticate import authenticate
from apps.gateway.services.issue_tokens import TokenPair, issue_tokens
from quenty.kernel import clock
from quenty.platform.db import unit_of_work


def log_in(
    *, email: str, password: str, code: str | None, address: str, user_agent: str
) -> TokenPair:
    """A new session and its first tokens. Raises what `authenticate` raises."""
    user = authenticate(email=email, password=password, code=code, address=address)
    now = clock.now()
    with unit_of_work("gateway"):
        session = LoginSession.objects.create(
            user=user,
            address=address or None,
            user_agent=user_agent[:200],
            last_used_at=now,
            expires_at=now + SESSION_LIFETIME,
        )
        update_last_login(User, user)
        return issue_tokens(session=session, user=user)
