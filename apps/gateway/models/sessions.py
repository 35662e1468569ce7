"""Log-ins and their tokens. Refresh tokens are opaque and kept as SHA-256 only."""

from django.db import models

from apps.gateway.models.users import User
from quenty.platform.db import Row


class LoginSession(Row):
    """One log-in of one person: the family of all refresh tokens that follow from it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="login_sessions")
    address = models.GenericIPAddressField(null=True, blank=True)
    user_agent = models.CharField(max_length=200, blank=True)
    last_used_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoke_reason = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("-created_at",)
        indexes = (models.Index(fields=["user", "revoked_at"], name="gateway_session_user"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%Y-%m-%d %H:%M}"


class RefreshToken(Row):
    """`used_at`: it was exchanged; showing it again is a theft and ends the session.
    `access_id`: the `jti` of the access token given out with it.
    """

    session = models.ForeignKey(LoginSession, on_delete=models.CASCADE, related_name="tokens")
    token_hash = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    access_id = models.CharField(max_length=40)
    access_expires_at = models.DateTimeField()


class RevokedToken(Row):
    """An access token refused before its time. The row may go once the token has expired."""

    token_id = models.CharField(max_length=40, unique=True)
    expires_at = models.DateTimeField(db_index=True)
