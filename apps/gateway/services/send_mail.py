"""Mail by an SMTP server: written down with what it tells of, sent by a job after the commit."""

from datetime import datetime
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from apps.gateway.domain.messages import Message
from apps.gateway.models import Delivery
from quenty.kernel import clock
from quenty.platform.crypto import seal, unseal
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue

LINK_SEAL = b"gateway.delivery_link"
# Our log-in is refused, which can be mended: it is tried again.
_OURS = frozenset({530, 534, 535, 538})


def write_down(message: Message, *, sender: str, sent_at: datetime | None = None) -> Delivery:
    """The row of a message, its secret link sealed apart from the text."""
    return Delivery.objects.create(
        sender=sender,
        template=message.template,
        recipient=message.recipient,
        language=message.language,
        subject=message.subject,
        body=message.body,
        link_sealed=seal(message.link.encode(), purpose=LINK_SEAL) if message.link else None,
        sent_at=sent_at,
    )


class MailSender:
    """By the server that QUENTY_MAIL_URL names."""

    name = "smtp"

    def send(self, message: Message) -> None:
        delivery = write_down(message, sender=self.name)
        enqueue("gateway.send_mail", delivery_id=str(delivery.id))


def send_mail(*, delivery_id: UUID) -> None:
    """Once, unless the server's answer was lost: the Message-ID is the same then. Never inside
    a transaction. Raises what keeps the server from answering, to be tried again; a recipient
    that it refuses for good is written down.
    """
    row = Delivery.objects.filter(pk=delivery_id, sent_at__isnull=True, error="").first()
    if row is None:
        return
    error = _post(row)
    with unit_of_work("gateway"):
        row.error, row.sent_at = error[:500], None if error else clock.now()
        row.save(update_fields=["error", "sent_at", "updated_at"])


def _post(row: Delivery) -> str:
    """Why the server will never take it, "" when it did."""
    try:
        _mail(row).send()
    except SMTPRecipientsRefused as refusal:
        codes = [code for code, _ in refusal.recipients.values()]
        if min(codes) < 500:
            raise
        return f"refused: {codes[0]}"
    except SMTPResponseException as refusal:
        if refusal.smtp_code < 500 or refusal.smtp_code in _OURS:
            raise
        return f"refused: {refusal.smtp_code}"
    return ""


def _mail(row: Delivery) -> EmailMessage:
    body = row.body
    if row.link_sealed is not None:
        link = unseal(bytes(row.link_sealed), purpose=LINK_SEAL).decode()
        body = body.replace("{link}", link)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return EmailMessage(
        subject=row.subject,
        body=body,
        to=[row.recipient],
        headers={
            "Message-ID": f"<{row.id}@{host}>",
            "Content-Language": row.language,
            "Auto-Submitted": "auto-generated",
        },
    )
