"""Keep what an operator's words and columns mean."""

from apps.orders.models import OperatorWords
from apps.orders.selectors.operator_words import Said
from apps.orders.selectors.operators import operator_or_404
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def explain_words(*, said: Said, actor: Actor) -> Said:
    """In the place of what was explained before. Raises orders.operator.not_found."""
    operator_or_404(said.operator_id)
    with unit_of_work("orders"):
        row, _ = OperatorWords.objects.update_or_create(
            operator_id=said.operator_id,
            defaults={
                "vocabulary": said.vocabulary,
                "statuses": said.statuses,
                "reasons": said.reasons,
                "columns": said.columns,
            },
        )
        record("orders", action="operator.words", subject=row.id, actor=actor)
    return said
