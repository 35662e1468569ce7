"""One's own account."""

from typing import Any
from uuid import UUID

from apps.gateway.api.answers import EnrolmentOut, SessionOut, UserOut
from apps.gateway.api.bodies import ChangePasswordBody, CodeBody, ProfileBody
from apps.gateway.api.routes import ANY_USER, address_of, routes, user_id_of
from apps.gateway.selectors.sessions import live_sessions
from apps.gateway.selectors.users import user_by_id
from apps.gateway.services import change_password as password
from apps.gateway.services import second_factor, update_user
from apps.gateway.services.revoke_sessions import revoke_session
from quenty.platform.http import Call


@routes.get("me", answer=UserOut, etag="version", access=ANY_USER)
def get_me(call: Call) -> Any:
    """Who one is."""
    return user_by_id(user_id_of(call))


@routes.patch("me", body=ProfileBody, answer=UserOut, etag="version", access=ANY_USER)
def update_me(call: Call) -> Any:
    """Change one's name or language."""
    return update_user.update_profile(
        user_id=user_id_of(call),
        full_name=call.body.get("full_name"),
        language=call.body.get("language"),
        version=call.if_match,
    )


@routes.post(
    "me/password", body=ChangePasswordBody, status=204, access=ANY_USER, idempotency="none"
)
def change_password(call: Call) -> None:
    """Change one's password. All sessions end; log in again."""
    password.change_password(
        user_id=user_id_of(call),
        old_password=call.body["old_password"],
        new_password=call.body["new_password"],
        address=address_of(call.request),
        actor=call.actor,
    )


@routes.post("me/second-factor", answer=EnrolmentOut, access=ANY_USER, idempotency="none")
def start_second_factor(call: Call) -> Any:
    """Start to enrol an authenticator app (staff). The secret is shown once."""
    return second_factor.start_second_factor(user_id=user_id_of(call))


@routes.post(
    "me/second-factor/confirm", body=CodeBody, status=204, access=ANY_USER, idempotency="none"
)
def confirm_second_factor(call: Call) -> None:
    """Confirm the app by one of its codes; from now on log-ins need one."""
    second_factor.confirm_second_factor(
        user_id=user_id_of(call),
        code=call.body["code"],
        address=address_of(call.request),
        actor=call.actor,
    )


@routes.list("sessions", item=SessionOut, ordering=("last_used_at",), access=ANY_USER)
def list_sessions(call: Call) -> Any:
    """One's own log-ins that are still good."""
    return live_sessions(user_id=user_id_of(call), token_id=call.principal.token_id)


@routes.post("sessions/{session_id}/revoke", status=204, access=ANY_USER)
def end_session(call: Call, session_id: UUID) -> None:
    """End one of one's own sessions."""
    revoke_session(user_id=user_id_of(call), session_id=session_id)
