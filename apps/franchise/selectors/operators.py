"""Operators as they are read."""

from uuid import UUID

from django.db.models import Q, QuerySet

from apps.franchise.models import Operator
from apps.franchise.selectors.scope import visible
from quenty.contracts.franchise.errors import FranchiseError
from quenty.platform.auth import Principal


def operators(
    principal: Principal, *, status: str | None = None, search: str | None = None
) -> QuerySet[Operator]:
    """`search`: part of the code, a name or the NIT."""
    rows = visible(Operator.objects.all(), principal, "id")
    if status:
        rows = rows.filter(status=status)
    if search:
        rows = rows.filter(
            Q(code__icontains=search)
            | Q(trade_name__icontains=search)
            | Q(legal_name__icontains=search)
            | Q(nit__startswith=search)
        )
    return rows


def operator(principal: Principal, operator_id: UUID) -> Operator:
    """Raises franchise.operator_not_found."""
    found = visible(Operator.objects.filter(pk=operator_id), principal, "id").first()
    if found is None:
        raise FranchiseError.OPERATOR_NOT_FOUND()
    return found
