"""What changed between two versions of a service's rates."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from apps.franchise.domain.comparison import Change, compare
from apps.franchise.models import RateSheet
from apps.franchise.selectors.sheets import content_of, sheet
from quenty.contracts.franchise.errors import FranchiseError
from quenty.platform.auth import Principal

MOST_CHANGES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`total` counts all changes; `changes` lists the first MOST_CHANGES of them.
    `sections`: how many by section."""

    older: RateSheet
    newer: RateSheet
    total: int
    sections: dict[str, int]
    changes: list[Change]


def difference(principal: Principal, *, newer_id: UUID, older_id: UUID) -> Difference:
    """Raises franchise.sheet_not_found, franchise.sheets_unlike."""
    newer, older = sheet(principal, newer_id), sheet(principal, older_id)
    if (newer.service_id, newer.side) != (older.service_id, older.side):
        raise FranchiseError.SHEETS_UNLIKE(field="with")
    changes = compare(content_of(older), content_of(newer))
    return Difference(
        older=older,
        newer=newer,
        total=len(changes),
        sections=dict(Counter(change.section for change in changes)),
        changes=changes[:MOST_CHANGES],
    )
