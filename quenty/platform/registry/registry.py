"""Finds who serves a contract. Calls are refused while a transaction is open.

The refusal holds for local calls too: what works in one process must still work on the
day the neighbour is across a network and can't be part of our transaction.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings

from quenty.platform.breaker import Breaker
from quenty.platform.db.unit_of_work import open_transactions
from quenty.platform.registry.budget import RetryBudget
from quenty.platform.registry.remote import HttpWire, RemoteCall, Wire

T = TypeVar("T")


class NotServed(LookupError):
    """No process that we know of serves this contract."""


class CalledInTransaction(RuntimeError):
    """A neighbour was called while a transaction was open."""


class _Guarded:
    """A contract's methods, refused inside a transaction, on whatever serves them."""

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
    """Contracts by class, served here or by a peer. One instance serves the process."""

    def __init__(self) -> None:
        self._served: dict[type, Any] = {}
        self._remote: dict[tuple[type, str], Any] = {}
        self.breakers: dict[str, Breaker] = {}
        # Peers are reached by HTTP; the package adds the loopback, which serves by this registry.
        self.wire_to: Callable[[str], Wire] = HttpWire
        self.budget = RetryBudget()

    def provide(self, contract: type, served_by: type) -> None:
        """Serve `contract` here. Raises TypeError unless `served_by` implements it whole."""
        if not issubclass(served_by, contract):
            raise TypeError(f"{served_by.__name__} does not implement {contract.__name__}")
        self._served[contract] = served_by()

    def get(self, contract: type[T]) -> T:
        """The contract's methods, keyword-only. Raises NotServed when nobody serves it."""
        return cast(T, _Guarded(contract, self._target(contract)))

    def _target(self, contract: type) -> Any:
        context = contract.__contract__.context  # type: ignore[attr-defined]
        if contract in self._served:
            if settings.QUENTY_CALLS == "loopback":
                return self._by_wire(contract, context, "loopback")
            return self._served[contract]
        peer = settings.QUENTY_PEERS.get(context)
        if peer is None:
            raise NotServed(f"{contract.__name__} is not hosted here and has no peer")
        return self._by_wire(contract, context, peer)

    def _by_wire(self, contract: type, context: str, where: str) -> Any:
        key = (contract, where)
        if key not in self._remote:
            breaker = self.breakers.setdefault(context, Breaker(context))
            self._remote[key] = RemoteCall(contract, self.wire_to(where), breaker, self.budget)
        return self._remote[key]

    def local(self, contract: type) -> Any:
        """What serves a contract in this process. Raises KeyError."""
        return self._served[contract]

    def hosted(self, context: str, version: int, name: str) -> type | None:
        """The contract of that name that this process serves."""
        for contract in self._served:
            declared = contract.__contract__  # type: ignore[attr-defined]
            if (declared.context, declared.version, contract.__name__) == (context, version, name):
                return contract
        return None

    def has(self, contract: type, method: str) -> bool:
        return hasattr(getattr(contract, method, None), "__effect__")

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
