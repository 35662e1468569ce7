"""Change what a merchant may change of itself."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from apps.customers.models import Merchant
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.http import check_version

FIELDS = (
    "display_name",
    "contact_name",
    "phone",
    "language",
    "segment",
    "categories",
    "notify_by",
)


def change_profile(
    *, customer_id: UUID, changes: Mapping[str, Any], version: int | None, actor: Actor
) -> Merchant:
    """Only FIELDS are taken. Raises request.precondition_failed when `version` is not the
    row's."""
    with unit_of_work("customers"):
        row = Merchant.objects.select_for_update().get(pk=customer_id)
        check_version(row.version, version)
        changed = [name for name in FIELDS if name in changes]
        for name in changed:
            setattr(row, name, changes[name])
        row.version += 1
        row.save()
        record(
            "customers",
            action="profile.change",
            subject=row.id,
            actor=actor,
            data={"fields": changed},
        )
        return row
