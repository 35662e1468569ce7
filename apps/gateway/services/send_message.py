"""Send a person a message, by the sender that the settings name."""

from django.conf import settings

from apps.gateway.domain.messages import Message, Sender
from apps.gateway.models import Delivery
from quenty.kernel import clock
from quenty.platform.crypto import seal

LINK_SEAL = b"gateway.delivery_link"


class LogSender:
    """Sends nowhere: the delivery log is where the message ends."""

    name = "log"

    def send(self, message: Message) -> None:
        Delivery.objects.create(
            sender=self.name,
            template=message.template,
            recipient=message.recipient,
            language=message.language,
            subject=message.subject,
            body=message.body,
            link_sealed=seal(message.link.encode(), purpose=LINK_SEAL) if message.link else None,
            sent_at=clock.now(),
        )


SENDERS: dict[str, Sender] = {"log": LogSender()}


def send_message(message: Message) -> None:
    """Hand a message over, inside the unit of work of what it tells of."""
    SENDERS[getattr(settings, "QUENTY_MESSAGE_SENDER", "log")].send(message)
