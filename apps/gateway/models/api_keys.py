"""Keys of machines."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.gateway.models.users import User
from quenty.platform.db import Row


class ApiKey(Row):
    """A key as kept: never the key itself, only its SHA-256.

    A fast hash is enough here: the key is 256 random bits, so there is no dictionary to
    try, and a slow one would cost every request of every machine.
    `prefix`: the beginning of the key, for people to tell keys apart.
    `customer_id`: whom the key acts for, the sandbox twin for a test key;
    `owner_id`: the merchant that made it. `last_used_at`: to the hour.
    """

    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=24)
    key_hash = models.BinaryField(unique=True)
    livemode = models.BooleanField(default=True)
    owner_id = models.UUIDField(db_index=True)
    customer_id = models.UUIDField()
    roles = ArrayField(models.CharField(max_length=20), default=list)
    scopes = ArrayField(models.CharField(max_length=60), default=list)
    allowed_networks = ArrayField(models.CharField(max_length=43), default=list, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoke_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = "API key"

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
