"""Send a person a message, by the sender that the settings name."""

from django.conf import settings

from apps.gateway.domain.messages import Message, Sender
from apps.gateway.services.send_mail import LINK_SEAL, MailSender, write_down
from quenty.kernel import clock

__all__ = ["LINK_SEAL", "send_message"]


class LogSender:
    """Sends nowhere: the delivery log is where the message ends."""

    name = "log"

    def send(self, message: Message) -> None:
        write_down(message, sender=self.name, sent_at=clock.now())


SENDERS: dict[str, Sender] = {sender.name: sender for sender in (LogSender(), MailSender())}


def send_message(message: Message) -> None:
    """Hand a message over, inside the unit of work of what it tells of."""
    SENDERS[settings.QUENTY_MESSAGE_SENDER].send(message)
