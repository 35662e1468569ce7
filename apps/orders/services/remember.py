"""What was just written need not be read again."""

from collections.abc import Sequence

from django.db.models import Model


def remember(row: Model, relation: str, children: Sequence[Model]) -> None:
    """As if `relation` had been prefetched."""
    found = getattr(row, relation).get_queryset()
    found._result_cache = list(children)
    row.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = found
