"""Who has the cash, in words: an operator by its name, the rest by what they are."""

from django.db.models import OuterRef, Subquery, TextField
from django.db.models.functions import Cast

from apps.orders.models import OperatorCopy


def name_of(column: str) -> Subquery:
    """The name of the operator whose id stands in a column of text; null for who is none."""
    copies = OperatorCopy.objects.annotate(told_id=Cast("operator_id", TextField()))
    return Subquery(copies.filter(told_id=OuterRef(column)).values("name")[:1])
