"""A guide's end was corrected: what followed from it is taken back."""

from apps.orders.domain.money.cod import CodEvent
from apps.orders.models import Cod, Guide
from apps.orders.services.cod.moves import move_cod
from apps.orders.services.money.record import undo_money
from quenty.kernel.money import Money

_FOLLOWS = ("cod_collected", "cod_failed", "cod_settled")
_REASON = "Corrección"


def undo_cod(cod: Cod) -> None:
    """Expected again. What an operator remitted stays with us, and counts for the next round."""
    for row in cod.guide.money.filter(purpose__in=_FOLLOWS, undone_by=None):
        undo_money(row, reason=_REASON)
    move_cod(cod, CodEvent.UNDO)
    cod.round += 1
    cod.collected, cod.method, cod.reason = Money.zero(), "", ""
    cod.collected_at = cod.disputed_at = None
    cod.save()


def undo_return(guide: Guide) -> None:
    """It did not come back after all."""
    for row in guide.money.filter(purpose="returned", undone_by=None):
        undo_money(row, reason=_REASON)
