"""How a contract says what it is: `@contract` on the class, `@reads` or `@writes` on a method."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Contract:
    context: str
    version: int


def contract(context: str, *, version: int = 1) -> Callable[[type[T]], type[T]]:
    """Name the context that serves an abstract class of keyword-only methods."""

    def declare(cls: type[T]) -> type[T]:
        cls.__contract__ = Contract(context, version)  # type: ignore[attr-defined]
        return cls

    return declare


def reads(method: F) -> F:
    """A method without effects: it may be tried again freely."""
    method.__effect__ = "read"  # type: ignore[attr-defined]
    return method


def writes(method: F) -> F:
    """A method with an effect. It takes `idempotency_key`, so that a repeat does nothing new."""
    method.__effect__ = "write"  # type: ignore[attr-defined]
    return method
