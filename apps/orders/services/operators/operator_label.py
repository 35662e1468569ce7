"""The label that an operator makes of a guide: kept with the booking, or asked for now."""

from apps.orders.domain.operators.failures import NotOffered, OperatorFailure
from apps.orders.domain.operators.port import OperatorLabel
from apps.orders.models import Guide, OperatorPaper
from apps.orders.selectors.operators import reach_by
from apps.orders.services.operators.ask import ask
from quenty.contracts.orders.operator_errors import OperatorError
from quenty.kernel.ids import new_id
from quenty.platform.crypto import seal, unseal


def keep_label(guide: Guide, label: OperatorLabel) -> OperatorPaper:
    """Inside the unit of work that issues the guide."""
    row_id = new_id()
    sealed = seal(label.content, purpose=row_id.bytes)
    return OperatorPaper.objects.create(id=row_id, guide=guide, media=label.media, sealed=sealed)


def operator_label(*, guide: Guide) -> OperatorLabel:
    """May call the operator, so never inside a transaction.

    Raises orders.operator.no_label where the operator makes none and ours is the one that
    counts, orders.operator.unavailable.
    """
    kept = OperatorPaper.objects.filter(guide=guide).first()
    if kept is not None:
        return OperatorLabel(
            content=unseal(bytes(kept.sealed), purpose=kept.id.bytes), media=kept.media
        )
    reach = reach_by(guide.account, guide.operator_id, guide.operator_name, livemode=guide.livemode)
    if not guide.operator_number:
        raise OperatorError.NO_LABEL(operator=guide.operator_name)
    try:
        return ask(reach, "label", guide.number, lambda port: port.label(guide.operator_number))
    except NotOffered as failure:
        raise OperatorError.NO_LABEL(operator=guide.operator_name) from failure
    except OperatorFailure as failure:
        raise OperatorError.UNAVAILABLE(operator=guide.operator_name) from failure
