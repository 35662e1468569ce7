"""Outbox, inbox, schedules, idempotency keys and audit: one set in each context's database."""

from django.db import models

from quenty.kernel import clock
from quenty.kernel.ids import new_id


class Message(models.Model):
    """An envelope as a row. A job is a message to the context that wrote it."""

    class Kind(models.TextChoices):
        EVENT = "event"
        JOB = "job"

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=8, choices=Kind)
    type = models.CharField(max_length=120)
    version = models.SmallIntegerField(default=1)
    occurred_at = models.DateTimeField()
    livemode = models.BooleanField()
    producer = models.CharField(max_length=32)
    aggregate_id = models.UUIDField(null=True)
    sequence = models.BigIntegerField(null=True)
    correlation_id = models.CharField(max_length=64)
    causation_id = models.UUIDField(null=True)
    hops = models.SmallIntegerField(default=0)
    actor = models.CharField(max_length=120)
    traceparent = models.CharField(max_length=64, blank=True)
    payload = models.JSONField()

    class Meta:
        abstract = True


class Outbox(Message):
    """Committed with the change it tells of; waiting for the relay."""

    available_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)

    class Meta:
        db_table = "platform_outbox"
        indexes = [models.Index(fields=["available_at"], name="platform_outbox_due")]


class OutboxArchive(Message):
    """Handed over. Kept for replay; pruned by age, never by the relay."""

    published_at = models.DateTimeField()

    class Meta:
        db_table = "platform_outbox_archive"
        indexes = [
            models.Index(fields=["type", "occurred_at"], name="platform_archive_type"),
            models.Index(fields=["aggregate_id"], name="platform_archive_aggregate"),
        ]


class Sequence(models.Model):
    """The last number given to an aggregate's events."""

    aggregate_id = models.UUIDField(primary_key=True)
    last = models.BigIntegerField()

    class Meta:
        db_table = "platform_sequence"


class Inbox(models.Model):
    """One message for one consumer: counted before it is tried, marked with its effect."""

    class Status(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        PARKED = "parked"

    id = models.BigAutoField(primary_key=True)
    message_id = models.UUIDField()
    consumer = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Message.Kind)
    type = models.CharField(max_length=120)
    envelope = models.JSONField()
    status = models.CharField(max_length=8, choices=Status, default=Status.PENDING)
    attempts = models.IntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    received_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "platform_inbox"
        constraints = [
            models.UniqueConstraint(fields=["message_id", "consumer"], name="platform_inbox_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=["pending", "done", "parked"]),
                name="platform_inbox_status",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "next_attempt_at"],
                condition=models.Q(status="pending"),
                name="platform_inbox_due",
            ),
            models.Index(
                fields=["-received_at"],
                condition=models.Q(status="parked"),
                name="platform_inbox_parked",
            ),
        ]


class Schedule(models.Model):
    """When a scheduled job is next due."""

    name = models.CharField(max_length=120, primary_key=True)
    next_at = models.DateTimeField()

    class Meta:
        db_table = "platform_schedule"


class IdempotencyKey(models.Model):
    """A caller's key and the answer it got, committed with the effect."""

    id = models.BigAutoField(primary_key=True)
    principal = models.CharField(max_length=120)
    route = models.CharField(max_length=160)
    key = models.CharField(max_length=255)
    body_hash = models.CharField(max_length=64)
    status = models.SmallIntegerField(null=True)
    response = models.TextField(null=True)
    headers = models.JSONField(default=dict)
    locked_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "platform_idempotency_key"
        constraints = [
            models.UniqueConstraint(
                fields=["principal", "route", "key"], name="platform_idempotency_once"
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="platform_idempotency_age")]


class Audit(models.Model):
    """Who did what to which row. Append-only by grant."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=clock.now)
    actor = models.CharField(max_length=120)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    correlation_id = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "platform_audit"
        indexes = [models.Index(fields=["subject", "at"], name="platform_audit_subject")]
