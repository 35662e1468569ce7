"""Mail leaves by an SMTP server, once, after what it tells of is there."""

from collections.abc import Iterator
from email import message_from_string, policy
from typing import Any

import pytest

from apps.gateway.models import Delivery
from apps.gateway.tests.mail_server import MailServer, mail_server
from apps.gateway.tests.test_parcel_mail import LABEL, RECIPIENT, SENDER, TRACK, guide
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["default"])


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.QUENTY_MESSAGE_SENDER = "smtp"
        settings.DEFAULT_FROM_EMAIL = "Quenty <no-reply@quenty.example>"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_TIMEOUT = 2
        yield running


def send(delivery: Delivery) -> None:
    JOBS["gateway.send_mail"].run(delivery_id=str(delivery.id))


def test_guide_and_label_go_out_to_both_ends(server, deliver, run_jobs) -> None:
    deliver(guide(), consumer_context="gateway")
    assert server.received == []

    run_jobs("gateway")

    letters = {
        letter["To"]: letter
        for letter in (message_from_string(t, policy=policy.default) for t in server.received)
    }
    assert set(letters) == {SENDER, RECIPIENT}
    for to, link in ((SENDER, LABEL), (RECIPIENT, TRACK)):
        letter = letters[to]
        row = Delivery.objects.get(recipient=to)
        assert letter["From"] == "Quenty <no-reply@quenty.example>"
        assert letter["Message-ID"] == f"<{row.id}@quenty.example>"
        assert letter["Subject"] == row.subject
        assert link in letter.get_content()
        assert "QTY100000011" in letter.get_content()
        assert (row.sender, row.error, row.sent_at is not None) == ("smtp", "", True)
        assert link not in row.body


def test_it_is_sent_once(server, deliver, run_jobs) -> None:
    deliver(guide(recipient_email=""), consumer_context="gateway")
    run_jobs("gateway")

    send(Delivery.objects.get())

    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"RCPT": "550 no such mailbox"}, "refused: 550"),
        ({"DATA": "554 looks like spam"}, "refused: 554"),
    ],
)
def test_what_is_refused_for_good_is_written_down(said, error, server, deliver, run_jobs) -> None:
    server.said = said
    deliver(guide(recipient_email=""), consumer_context="gateway")

    run_jobs("gateway")

    row = Delivery.objects.get()
    assert (row.error, row.sent_at) == (error, None)
    server.said = {}
    send(row)
    assert server.received == []


@pytest.mark.parametrize(
    "said", [{"RCPT": "451 try later"}, {"MAIL": "451 busy"}, {"DATA": "535 log in first"}]
)
def test_what_may_be_taken_later_is_tried_again(said, server, deliver) -> None:
    deliver(guide(recipient_email=""), consumer_context="gateway")
    row = Delivery.objects.get()
    server.said = said

    with pytest.raises(OSError, match=r"4\d\d|535"):
        send(row)

    server.said = {}
    send(row)
    row.refresh_from_db()
    assert len(server.received) == 1
    assert row.sent_at is not None


def test_nobody_there_is_tried_again(server, deliver, settings) -> None:
    settings.EMAIL_PORT = 1
    deliver(guide(recipient_email=""), consumer_context="gateway")
    row = Delivery.objects.get()

    with pytest.raises(ConnectionRefusedError):
        send(row)

    row.refresh_from_db()
    assert (row.sent_at, row.error) == (None, "")
