"""Take in a document: checked by content, sealed before it is stored."""

import hashlib

from apps.customers.domain.files import content_type_of
from apps.customers.domain.kyc import DocumentKind
from apps.customers.models import KycDocument, KycFile, Merchant
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.crypto import seal
from quenty.platform.db import unit_of_work


def upload_document(
    *, merchant: Merchant, kind: DocumentKind, content: bytes, actor: Actor
) -> KycDocument:
    """It takes the place of the one of its kind; what was replaced is kept, sealed.

    Raises customers.file_empty, file_too_large, file_type_refused, file_damaged.
    """
    content_type = content_type_of(content)
    with unit_of_work("customers"):
        Merchant.objects.select_for_update().get(pk=merchant.id)
        KycDocument.objects.filter(merchant=merchant, kind=kind, replaced_at__isnull=True).update(
            replaced_at=clock.now()
        )
        document = KycDocument.objects.create(
            merchant=merchant,
            kind=kind,
            content_type=content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            uploaded_by=str(actor),
        )
        # Bound to its row: a sealed file moved to another document does not open.
        sealed = seal(content, purpose=document.id.bytes)
        KycFile.objects.create(document=document, sealed=sealed)
        record(
            "customers",
            action="kyc.upload",
            subject=document.id,
            actor=actor,
            data={"kind": kind, "size": len(content), "content_type": content_type},
        )
        return document
