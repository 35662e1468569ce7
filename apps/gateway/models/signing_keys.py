"""Keys that sign access tokens."""

from django.db import models

from quenty.platform.db import Row


class SigningKey(Row):
    """One pair of keys; the private one is sealed.

    `generation` counts up and is unique, so that of two processes that make the next key
    one gives way. A key signs from `signs_from` until the next one does, and is published
    until `published_until` (open while it is the newest).
    """

    generation = models.PositiveIntegerField(unique=True)
    kid = models.CharField(max_length=64, unique=True)
    algorithm = models.CharField(max_length=10)
    public_jwk = models.JSONField()
    private_sealed = models.BinaryField()
    signs_from = models.DateTimeField()
    published_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-generation",)

    def __str__(self) -> str:
        return f"{self.kid} ({self.algorithm})"
