"""Links that prove an e-mail address once."""

from django.db import models

from apps.gateway.models.users import User
from quenty.platform.db import Row


class OneTimeLink(Row):
    """The token in the link is this row's id, signed: the table alone opens nothing."""

    class Purpose(models.TextChoices):
        VERIFY = "verify_email"
        RESET = "reset_password"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    email = models.EmailField(max_length=254)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(purpose__in=["verify_email", "reset_password"]),
                name="gateway_link_purpose",
            ),
        )
