"""Serializers are lent to a request and taken back: building their fields anew for each one is
an eighth of what a request costs.

Fields hold nothing of a request: they are asked with its data, and find its context at their
root. What a serializer keeps of a request itself is dropped when it comes back. Only words with
a figure in them ("at least 1") stay in the language in which they were first said: so each
language has serializers of its own.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers

_OF_REQUEST = ("initial_data", "_validated_data", "_errors", "_data")
_free: dict[tuple[type, bool, str | None], list[Any]] = defaultdict(list)


@contextmanager
def lent(of: type[Any], *, context: dict[str, Any], many: bool = False) -> Iterator[Any]:
    """A serializer that nobody else uses meanwhile."""
    kind = (of, many, get_language())
    try:
        serializer = _free[kind].pop()
    except IndexError:
        serializer = of(many=True) if many else of()
    serializer._context = context
    try:
        yield serializer
    finally:
        serializer._context = {}
        for name in _OF_REQUEST:
            serializer.__dict__.pop(name, None)
        _free[kind].append(serializer)


def validated(of: type[Any], data: Any, *, context: dict[str, Any]) -> Any:
    """The validated data. Raises DRF's ValidationError."""
    with lent(of, context=context) as serializer:
        serializer.initial_data = data
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


def rendered(of: type[Any], value: Any, *, context: dict[str, Any], many: bool = False) -> Any:
    """What `of(value, many=many, context=context).data` gives."""
    if value is None or getattr(of, "data", None) is not serializers.Serializer.data:
        return of(value, many=many, context=context).data
    with lent(of, context=context, many=many) as serializer:
        return serializer.to_representation(value)
