"""Files that back a claim or a measured weight: the same three endpoints under each."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse

from apps.orders.api import dispute_bodies as bodies
from apps.orders.api.routes import routes
from apps.orders.selectors.disputes import evidence_file, evidence_of
from apps.orders.services.evidence import add_evidence, look
from quenty.platform.auth import Principal, Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Evidence

READ = allow(Role.MERCHANT, Role.OPERATOR, Role.SUPPORT, Role.ADMIN, scope="orders:read")


def evidence_routes(
    where: str, *, id_name: str, operation: str, of: Callable[[Principal, UUID], Any]
) -> None:
    """Declare `<where>/{<id_name>}/evidence`. `of`: the subject, as the principal may see it."""
    path = f"{where}/{{{id_name}}}/evidence"
    ids = {id_name: UUID}

    @routes.post(
        path,
        body=bodies.EvidenceBody,
        upload=True,
        answer=bodies.EvidenceOut,
        access=READ,
        operation=f"{operation}_add",
        params=ids,
    )
    def add_file(call: Call, **named: UUID) -> "Evidence":
        """Back it with a photo or a paper."""
        seen, file = of(call.principal, named[id_name]), call.body["file"]
        return add_evidence(
            subject_id=seen.id, name=file.name or "", content=file.read(), actor=call.actor
        )

    @routes.list(
        path,
        item=bodies.EvidenceOut,
        ordering=("created_at",),
        access=READ,
        operation=operation,
        params=ids,
    )
    def list_files(call: Call, **named: UUID) -> "QuerySet[Evidence]":
        """What backs it."""
        return evidence_of(of(call.principal, named[id_name]).id)

    @routes.get(
        f"{path}/{{evidence_id}}",
        media=("application/pdf", "image/jpeg", "image/png"),
        access=READ,
        operation=f"{operation}_file",
        params={**ids, "evidence_id": UUID},
    )
    def get_file(call: Call, evidence_id: UUID, **named: UUID) -> HttpResponse:
        """The file itself; each look is kept."""
        row = evidence_file(of(call.principal, named[id_name]).id, evidence_id)
        return _sent(row, look(row=row, actor=call.actor))


def _sent(row: "Evidence", content: bytes) -> HttpResponse:
    """Never run by a browser, never kept by a cache."""
    return HttpResponse(
        content,
        content_type=row.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{row.id}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
