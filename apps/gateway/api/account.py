"""What a link in an e-mail proves: an address, or the right to a new password."""

from apps.gateway.api.bodies import EmailBody, NewPasswordBody, TokenBody
from apps.gateway.api.routes import ANY_USER, address_of, routes, user_id_of
from apps.gateway.services import change_password, request_password_reset, verify_email
from quenty.platform.auth import PUBLIC
from quenty.platform.http import Call


@routes.post("password-resets", body=EmailBody, status=202, access=PUBLIC, idempotency="none")
def ask_password_reset(call: Call) -> None:
    """Ask for a link to choose a new password. The answer is the same for any address."""
    request_password_reset.request_password_reset(
        email=call.body["email"], address=address_of(call.request)
    )


@routes.post(
    "password-resets/confirm",
    body=NewPasswordBody,
    status=204,
    access=PUBLIC,
    idempotency="none",
)
def confirm_password_reset(call: Call) -> None:
    """Choose a new password by the link. All sessions end."""
    change_password.reset_password(token=call.body["token"], new_password=call.body["new_password"])


@routes.post("email-verifications", status=202, access=ANY_USER)
def ask_email_verification(call: Call) -> None:
    """Send the link that confirms one's address again."""
    verify_email.send_verification(user_id=user_id_of(call))


@routes.post("email-verifications/confirm", body=TokenBody, status=204, access=PUBLIC)
def confirm_email(call: Call) -> None:
    """Confirm an address by the link that was sent to it."""
    verify_email.verify_email(token=call.body["token"])
