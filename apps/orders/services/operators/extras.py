"""Which operators can't be asked because an optional extra is not installed."""

from django.db import DatabaseError

from apps.orders.models import OperatorAccount
from apps.orders.neighbours.operators import missing_extra


def out_of_reach() -> list[tuple[str, str]]:
    """Codes of operators with an active account whose adapter lacks its extra, and the extra."""
    accounts = OperatorAccount.objects.filter(active=True)
    try:
        rows = sorted(set(accounts.values_list("operator_code", "adapter")))
    except DatabaseError:
        # Checks run before the first migration too.
        return []
    return [(code, extra) for code, adapter in rows if (extra := missing_extra(adapter))]
