"""Failed log-ins, counted by account and by address."""

from django.db import models

from quenty.platform.db import Row


class LoginThrottle(Row):
    """`subject`: a keyed hash of the account or address, so that the table tells nobody
    who tried; it exists for accounts that don't, too.
    """

    subject = models.CharField(max_length=80, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True, blank=True)
