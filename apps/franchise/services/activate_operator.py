"""Put an operator on sale, or take it off."""

from uuid import UUID

from apps.franchise import outgoing
from apps.franchise.domain.operators import ACTIVATE, SUSPEND, next_status
from apps.franchise.models import Operator
from apps.franchise.services.register_operator import locked_operator
from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

# What a guide must name by law, and whom we call.
_NEEDED = ("registration", "claims_channel", "contact_name", "contact_email", "contact_phone")


def activate_operator(*, operator_id: UUID, actor: Actor) -> Operator:
    """Raises franchise.operator_not_found, .operator_transition, .operator_incomplete."""
    with unit_of_work("franchise"):
        operator = locked_operator(operator_id)
        operator.status = next_status(operator.status, ACTIVATE)
        missing = next((name for name in _NEEDED if not getattr(operator, name)), None)
        if missing:
            raise FranchiseError.OPERATOR_INCOMPLETE(field=missing, missing=missing)
        operator.status_reason = ""
        operator.revision += 1
        operator.save()
        record("franchise", action="operator.activate", subject=operator.pk, actor=actor)
        outgoing.operator_activated(operator, actor)
        _tell_of_services(operator, actor)
    return operator


def suspend_operator(*, operator_id: UUID, reason: str, actor: Actor) -> Operator:
    """Nothing new is sold with it. Raises franchise.operator_not_found, .operator_transition."""
    with unit_of_work("franchise"):
        operator = locked_operator(operator_id)
        operator.status = next_status(operator.status, SUSPEND)
        operator.status_reason = reason
        operator.revision += 1
        operator.save()
        data = {"reason": reason}
        record("franchise", action="operator.suspend", subject=operator.pk, actor=actor, data=data)
        outgoing.operator_suspended(operator, actor)
        _tell_of_services(operator, actor)
    return operator


def _tell_of_services(operator: Operator, actor: Actor) -> None:
    """A service is on sale while its operator is: whoever keeps a copy must read it again."""
    for service in operator.services.order_by("pk"):
        outgoing.service_changed(service, actor)
