"""Short-lived signed links to documents; every look is written down."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing

from apps.customers.models import KycDocument, KycFile
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.crypto import unseal
from quenty.platform.db import unit_of_work

LIFETIME = timedelta(minutes=5)
_SALT = "customers.kyc.document"


def sign_link(*, document_id: UUID, actor: Actor) -> tuple[str, datetime]:
    """The address where `actor` may look at a document, and until when."""
    until = clock.now() + LIFETIME
    token = signing.dumps(
        {"document": str(document_id), "actor": str(actor), "until": until.timestamp()},
        salt=_SALT,
    )
    return f"{settings.QUENTY_PUBLIC_URL}/api/v1/customers/kyc/files/{token}", until


def open_link(*, token: str, address: str) -> tuple[KycDocument, bytes]:
    """The document and its bytes; the look is audited. `address`: where it went.

    Raises customers.file_link_invalid.
    """
    try:
        held = signing.loads(token, salt=_SALT)
        document_id, actor = UUID(held["document"]), Actor.parse(held["actor"])
    except (signing.BadSignature, ValueError, KeyError, TypeError) as error:
        raise CustomerError.FILE_LINK_INVALID() from error
    if clock.now().timestamp() >= held["until"]:
        raise CustomerError.FILE_LINK_INVALID()
    with unit_of_work("customers"):
        file = KycFile.objects.select_related("document").filter(pk=document_id).first()
        if file is None:
            raise CustomerError.FILE_LINK_INVALID()
        record(
            "customers",
            action="kyc.look",
            subject=document_id,
            actor=actor,
            data={"address": address, "kind": file.document.kind},
        )
        return file.document, unseal(bytes(file.sealed), purpose=document_id.bytes)
