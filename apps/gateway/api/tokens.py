"""Log in, renew, log out."""

from typing import Any

from apps.gateway.api.answers import TokensOut
from apps.gateway.api.bodies import LogInBody, RefreshBody
from apps.gateway.api.routes import address_of, routes
from apps.gateway.services.log_in import log_in
from apps.gateway.services.refresh_tokens import refresh_tokens
from apps.gateway.services.revoke_sessions import log_out
from quenty.platform.auth import PUBLIC
from quenty.platform.http import Call

# No idempotency keys here: a stored answer would be a stored secret.


@routes.post(
    "tokens",
    body=LogInBody,
    answer=TokensOut,
    status=200,
    access=PUBLIC,
    idempotency="none",
    operation="gateway_log_in",
)
def create_tokens(call: Call) -> Any:
    """Log in with e-mail, password and, where enrolled, a code."""
    return log_in(
        email=call.body["email"],
        password=call.body["password"],
        code=call.body.get("code"),
        address=address_of(call.request),
        user_agent=call.request.headers.get("User-Agent", ""),
    )


@routes.post(
    "tokens/refresh",
    body=RefreshBody,
    answer=TokensOut,
    status=200,
    access=PUBLIC,
    idempotency="none",
    operation="gateway_refresh_tokens",
)
def refresh(call: Call) -> Any:
    """Exchange a refresh token for the next pair. Each works once; shown again, the whole
    session ends."""
    return refresh_tokens(refresh_token=call.body["refresh_token"])


@routes.post(
    "tokens/revoke",
    body=RefreshBody,
    status=204,
    access=PUBLIC,
    idempotency="none",
    operation="gateway_log_out",
)
def revoke(call: Call) -> None:
    """Log out: end the session of a refresh token. An unknown token is no error."""
    log_out(refresh_token=call.body["refresh_token"])
