"""Take in a file that backs a claim or a measured weight, sealed before it is stored."""

import hashlib
from uuid import UUID

from apps.orders.domain.money.files import content_type_of
from apps.orders.models import Evidence
from quenty.contracts.orders.money_errors import EvidenceError
from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_id
from quenty.platform.audit import record
from quenty.platform.crypto import seal, unseal
from quenty.platform.db import unit_of_work

MOST_FILES = 10


def add_evidence(*, subject_id: UUID, name: str, content: bytes, actor: Actor) -> Evidence:
    """Raises orders.evidence.file_refused, orders.evidence.too_many."""
    content_type = content_type_of(content)
    with unit_of_work("orders"):
        if Evidence.objects.filter(subject_id=subject_id).count() >= MOST_FILES:
            raise EvidenceError.TOO_MANY(most=MOST_FILES)
        row_id = new_id()
        row = Evidence.objects.create(
            id=row_id,
            subject_id=subject_id,
            name=name[:120],
            content_type=content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            sealed=seal(content, purpose=row_id.bytes),
            uploaded_by=str(actor),
        )
        record("orders", action="evidence.add", subject=subject_id, actor=actor)
    return row


def look(*, row: Evidence, actor: Actor) -> bytes:
    """Its content; each look is in the audit."""
    with unit_of_work("orders"):
        record("orders", action="evidence.look", subject=row.subject_id, actor=actor)
    return unseal(bytes(row.sealed), purpose=row.id.bytes)
