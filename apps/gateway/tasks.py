"""The gateway's background work."""

from datetime import timedelta
from uuid import UUID

from apps.gateway.services import purge_expired as purge
from apps.gateway.services import request_password_reset as reset
from apps.gateway.services import send_mail as mail
from quenty.platform.events import job, schedule


@job("gateway.send_reset_link")
def send_reset_link(*, email: str) -> None:
    reset.send_reset_link(email=email)


@job("gateway.send_mail")
def send_mail(*, delivery_id: str) -> None:
    mail.send_mail(delivery_id=UUID(delivery_id))


@schedule("gateway.purge_expired", every=timedelta(hours=1))
def purge_expired() -> None:
    purge.purge_expired()
