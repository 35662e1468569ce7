"""`fake_neighbour`: a contract's methods as a test says, in the place of who serves it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from quenty.platform.registry import registry


class _Fake:
    def __init__(self, contract: type, methods: dict[str, Callable[..., Any]]) -> None:
        unknown = [name for name in methods if not hasattr(contract, name)]
        if unknown:
            raise TypeError(f"{contract.__name__} has no {', '.join(unknown)}")
        self.__dict__.update(methods)


@pytest.fixture
def fake_neighbour() -> Iterator[Callable[..., None]]:
    """`fake_neighbour(CustomersApi, place_hold=lambda **kw: ...)`; undone after the test."""
    before: list[tuple[type, Any]] = []

    def put(contract: type, **methods: Callable[..., Any]) -> None:
        before.append((contract, registry.swap(contract, _Fake(contract, methods))))

    yield put
    for contract, target in reversed(before):
        registry.swap(contract, target)
