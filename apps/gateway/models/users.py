"""People who log in: our staff, and the users of merchants, operators and franchises."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from apps.gateway.domain.roles import ROLES
from quenty.platform.db import Row


class UserManager(BaseUserManager["User"]):
    """E-mails are kept in lower case, so that one person has one account."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.normalize_email(username))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user. Without a password nobody can log in until one is set by link."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, roles=["admin"], **fields
        )


class User(Row, AbstractBaseUser, PermissionsMixin):
    """Who may log in. The four ids say for whom the user acts; each belongs to another
    context and is no foreign key.

    `totp_secret`: sealed; in force once `totp_confirmed_at` is set. `totp_last_step`: the
    30-second step of the last code taken, since a code works once.
    `version`: grows with each change that a caller may make, for ETag and If-Match.
    `tokens_void_before`: access tokens issued before it are refused.
    """

    email = models.EmailField(max_length=254, unique=True)
    full_name = models.CharField(max_length=200)
    language = models.CharField(
        max_length=2, default="es", choices=[("es", "Español"), ("en", "English")]
    )
    version = models.PositiveIntegerField(default=1)
    roles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    customer_id = models.UUIDField(null=True, blank=True, db_index=True)
    franchise_id = models.UUIDField(null=True, blank=True, db_index=True)
    operator_id = models.UUIDField(null=True, blank=True, db_index=True)
    driver_id = models.UUIDField(null=True, blank=True, db_index=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    email_verified_at = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.CharField(max_length=200, blank=True)
    tokens_void_before = models.DateTimeField(null=True, blank=True, db_index=True)
    totp_secret = models.BinaryField(null=True, blank=True)
    totp_confirmed_at = models.DateTimeField(null=True, blank=True)
    totp_last_step = models.BigIntegerField(default=0)
    creation_key = models.CharField(max_length=200, null=True, blank=True, unique=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="gateway_user_email_lower"
            ),
            models.CheckConstraint(
                condition=models.Q(roles__contained_by=list(ROLES)), name="gateway_user_roles"
            ),
        )

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]

    @property
    def has_second_factor(self) -> bool:
        return self.totp_confirmed_at is not None
