"""How operators write their files."""

from dataclasses import dataclass, field
from uuid import UUID

from apps.orders.domain.operators.words_files import Words, words_of
from apps.orders.models import OperatorWords

VOCABULARY = "quenty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`statuses`, `reasons`: an operator's own words; `columns`: its headers by field."""

    operator_id: UUID
    vocabulary: str = VOCABULARY
    statuses: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return words_of(self.vocabulary, self.statuses, self.reasons)


def words_for(operator_id: UUID) -> Said:
    """As it has explained them, else the usual ones."""
    row = OperatorWords.objects.filter(operator_id=operator_id).first()
    if row is None:
        return Said(operator_id=operator_id)
    return Said(
        operator_id=operator_id,
        vocabulary=row.vocabulary,
        statuses=row.statuses,
        reasons=row.reasons,
        columns=row.columns,
    )
