"""Moving a guide's COD by its table, under its lock."""

from uuid import UUID

from apps.orders.domain.money.cod import TRANSITIONS, CodEvent, CodStatus
from apps.orders.models import Cod, Guide
from quenty.contracts.orders.money_errors import CodError


def lock_cod(guide_id: UUID) -> Cod | None:
    """For update, inside a unit of work; with its guide, which is locked first, as whoever
    follows it does: a line of its money waits for both."""
    Guide.objects.select_for_update().filter(pk=guide_id).values_list("pk").first()
    row = Cod.objects.select_for_update(of=("self",)).select_related("guide__offer", "guide__order")
    return row.filter(guide_id=guide_id).first()


def move_cod(cod: Cod, event: CodEvent) -> None:
    """Unsaved. Raises orders.cod.transition_refused."""
    after = TRANSITIONS.get((CodStatus(cod.status), event))
    if after is None:
        raise CodError.TRANSITION_REFUSED(status=cod.status, event=event.value)
    cod.status = after.value


def key_of(cod: Cod, what: str) -> str:
    """Of what happens once in a round."""
    return f"cod.{cod.id}.{cod.round}.{what}"
