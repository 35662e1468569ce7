"""Copies of services, coverage and rate sheets. Reading them calls franchise: no transaction."""

import hashlib
import json
from typing import Any
from uuid import UUID

from apps.orders import neighbours
from apps.orders.models import (
    CoverageCopy,
    OperatorCopy,
    RateCatalogue,
    ServiceCopy,
    ServiceTerms,
    SheetCopy,
)
from quenty.contracts.franchise.api import Service
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.codec import to_plain
from quenty.platform.db import unit_of_work


def copy_service(*, service_id: UUID, seq: int) -> None:
    """The service's terms as they stand. `seq`: of the event that asked; older is ignored."""
    terms = neighbours.service_terms(service_id)
    with unit_of_work("orders"):
        columns = _columns(terms)
        copy, made = ServiceCopy.objects.select_for_update().get_or_create(
            service_id=service_id, defaults={**columns, "sequence": seq}
        )
        if not made and copy.sequence < seq:
            ServiceCopy.objects.filter(pk=copy.pk).update(
                **columns, sequence=seq, updated_at=clock.now()
            )
        _renew()


def _columns(terms: Service) -> dict[str, Any]:
    """Of its copy; the wording itself is kept beside it."""
    plain = to_plain(terms)
    digest = _digest(plain)
    ServiceTerms.objects.get_or_create(digest=digest, defaults={"terms": plain})
    return {
        "operator_id": terms.operator_id,
        "code": terms.code,
        "name": terms.name,
        "operator_name": terms.operator_name,
        "active": terms.active,
        "terms": plain,
        "digest": digest,
    }


def _digest(plain: Any) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def copy_coverage(*, service_id: UUID, revision: int) -> None:
    """The municipalities of a service. `revision`: of the event that asked; older is ignored."""
    if CoverageCopy.objects.filter(service_id=service_id, revision__gte=revision).exists():
        return
    rows = {
        row.dane_code: [
            int(row.pickup), int(row.delivery), int(row.cod), int(row.remote), row.extra_days
        ]
        for row in neighbours.coverage(service_id)
    }  # fmt: skip
    digest = _digest(rows)
    with unit_of_work("orders"):
        kept, made = CoverageCopy.objects.select_for_update().get_or_create(
            service_id=service_id,
            defaults={
                "revision": revision, "hash": digest, "rows": rows, "municipalities": len(rows)
            },
        )  # fmt: skip
        if not made and kept.revision < revision:
            kept.revision, kept.hash, kept.rows = revision, digest, rows
            kept.municipalities = len(rows)
            kept.save()
        _renew()


def copy_sheet(*, sheet_id: UUID) -> None:
    """A published sheet, whole, once: it never changes. Brings its service's terms where
    none are known yet."""
    if SheetCopy.objects.filter(sheet_id=sheet_id).exists():
        return
    sheet = neighbours.published_sheet(sheet_id)
    with unit_of_work("orders"):
        SheetCopy.objects.get_or_create(
            sheet_id=sheet.sheet_id,
            defaults={
                "service_id": sheet.service.service_id,
                "side": sheet.side,
                "version": sheet.version,
                "hash": sheet.hash,
                "valid_from": sheet.valid_from,
                "valid_to": sheet.valid_to,
                "content": to_plain(sheet),
            },
        )
        ServiceCopy.objects.get_or_create(
            service_id=sheet.service.service_id, defaults=_columns(sheet.service)
        )
        _renew()


def switch_operator(*, operator_id: UUID, code: str, name: str, active: bool, seq: int) -> None:
    """Whether an operator may be sold. An event older than the newest seen is ignored."""
    with unit_of_work("orders"):
        copy, made = OperatorCopy.objects.select_for_update().get_or_create(
            operator_id=operator_id,
            defaults={"code": code, "name": name, "active": active, "sequence": seq},
        )
        if not made and copy.sequence < seq:
            copy.code, copy.active, copy.sequence = code, active, seq
            copy.name = name or copy.name
            copy.save()
        _renew()


def _renew() -> None:
    RateCatalogue.objects.update_or_create(pk=1, defaults={"stamp": new_id()})
