"""Finds who serves a contract. Calls are refused while a transaction is open.

The refusal holds for local calls too: what works in one process must still work on the
day the neighbour is across a network and can't be part of our transaction.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from quenty.platform.db.unit_of_work import open_transactions

T = TypeVar("T")


class NotServed(LookupError):
    """No process that we know of serves this contract."""


class CalledInTransaction(RuntimeError):
    """A neighbour was called while a transaction was open."""


class _LocalCall:
    """A contract's methods, guarded, on an implementation in this process."""

    def __init__(self, contract: type, target: Any) -> None:
        self._contract = contract
        self._target = target

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if not hasattr(getattr(self._contract, name, None), "__effect__"):
            raise AttributeError(f"{self._contract.__name__} has no method {name}")
        method = getattr(self._target, name)

        def call(**arguments: Any) -> Any:
            held = open_transactions()
            if held:
                raise CalledInTransaction(
                    f"{self._contract.__name__}.{name} with a transaction open on {held}"
                )
            return method(**arguments)

        return call


class Registry:
    """Contracts by class. One instance serves the process."""

    def __init__(self) -> None:
        self._served: dict[type, Any] = {}

    def provide(self, contract: type, served_by: type) -> None:
        """Serve `contract` here. Raises TypeError unless `served_by` implements it whole."""
        if not issubclass(served_by, contract):
            raise TypeError(f"{served_by.__name__} does not implement {contract.__name__}")
        self._served[contract] = served_by()

    def get(self, contract: type[T]) -> T:
        """The contract's methods, keyword-only. Raises NotServed when nobody serves it."""
        if contract not in self._served:
            raise NotServed(f"{contract.__name__} is not hosted here and has no peer")
        return cast(T, _LocalCall(contract, self._served[contract]))

    def serves(self, contract: type) -> bool:
        return contract in self._served

    def swap(self, contract: type, target: Any) -> Any:
        """Put `target` in the place of what serves a contract; gives back what stood there."""
        before = self._served.get(contract)
        if target is None:
            self._served.pop(contract, None)
        else:
            self._served[contract] = target
        return before


registry = Registry()
