"""Keep which columns of a merchant's files hold what."""

from collections.abc import Mapping
from uuid import UUID

from apps.orders.domain.imports.presets import PRESETS
from apps.orders.domain.imports.problems import FileProblem
from apps.orders.models import ImportMapping
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def save_mapping(
    *, customer_id: UUID, livemode: bool, preset: str, columns: Mapping[str, str], actor: Actor
) -> None:
    """In the place of what was saved. `columns`: header by field of the preset.

    Raises orders.import.preset_unknown, orders.import.field_unknown.
    """
    known = PRESETS.get(preset)
    if known is None:
        raise FileProblem.PRESET_UNKNOWN(preset=preset[:40])
    for name in columns:
        if name not in known.columns:
            raise FileProblem.FIELD_UNKNOWN(field=f"columns.{name}", name=name)
    with unit_of_work("orders"):
        row, _ = ImportMapping.objects.update_or_create(
            customer_id=customer_id,
            livemode=livemode,
            preset=preset,
            defaults={"columns": dict(columns)},
        )
        record("orders", action="import.mapping", subject=row.id, actor=actor)
