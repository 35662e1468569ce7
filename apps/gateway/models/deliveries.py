"""Messages sent to people."""

from django.db import models

from quenty.platform.db import Row


class Delivery(Row):
    """What was sent, to whom, and how it went.

    `link_sealed`: a secret link stays out of `body`, which holds `{link}` in its place;
    only who may read it gets it put back.
    """

    channel = models.CharField(max_length=20, default="email")
    sender = models.CharField(max_length=20)
    template = models.CharField(max_length=40)
    recipient = models.CharField(max_length=254, db_index=True)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    link_sealed = models.BinaryField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-created_at",)
        permissions = (("read_delivery_link", "Can read the secret links of messages"),)

    def __str__(self) -> str:
        return f"{self.template} → {self.recipient}"
