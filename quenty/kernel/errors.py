"""Errors are codes first: a stable code, a status, and a sentence in two languages.

class OrderError(ErrorCodes, prefix="orders"):
    NOT_CANCELLABLE = code(409, en="...", es="...")

raise OrderError.NOT_CANCELLABLE(order_id=order.id, status=order.status)
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from quenty.kernel.words import said


@dataclass(frozen=True)
class ErrorCode:
    """One declared error. Calling it makes the exception to raise.

    `status`: the HTTP status it becomes. `en`, `es`: str.format templates over the
    keyword arguments of the call, said as quenty.kernel.words has it.
    """

    status: int
    en: str
    es: str
    code: str = ""

    def __call__(self, *, field: str | None = None, **params: Any) -> "DomainError":
        return DomainError(self, field=field, params=params)


def code(status: int, *, en: str, es: str) -> ErrorCode:
    return ErrorCode(status=status, en=en, es=es)


class DomainError(Exception):
    """A refusal with a code. `field` points at the input it is about (`pieces.0.weight`)."""

    def __init__(
        self, error: ErrorCode, *, field: str | None = None, params: dict[str, Any] | None = None
    ) -> None:
        self.error = error
        self.code = error.code
        self.status = error.status
        self.field = field
        self.params = params or {}
        super().__init__(f"{error.code}: {self.message('en')}")

    def message(self, language: str = "es") -> str:
        """The sentence for a person, in `es` or `en` (the default for any other)."""
        template = self._template(language)
        return template.format_map(_Lenient(said(template, self.params, language)))

    def title(self, language: str = "es") -> str:
        """The sentence without what changes from time to time (RFC 9457, 3.1.3)."""
        return self._template(language).format_map(_Left())

    def _template(self, language: str) -> str:
        return self.error.es if language.startswith("es") else self.error.en

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (self.error, self.field, self.params))


def _rebuild(error: ErrorCode, field: str | None, params: dict[str, Any]) -> DomainError:
    return DomainError(error, field=field, params=params)


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class _Gap:
    """Stands where a parameter would, whatever its format."""

    def __format__(self, spec: str) -> str:
        return "…"

    def __repr__(self) -> str:
        return "…"


class _Left(dict[str, Any]):
    def __missing__(self, key: str) -> _Gap:
        return _Gap()


class ErrorCodes:
    """Base of a context's table of errors; subclasses name their prefix.

    Names become codes: `NOT_CANCELLABLE` under prefix `orders` is
    `orders.not_cancellable`.
    """

    prefix: ClassVar[str]
    registry: ClassVar[dict[str, ErrorCode]] = {}

    def __init_subclass__(cls, *, prefix: str) -> None:
        cls.prefix = prefix
        for name, value in list(vars(cls).items()):
            if isinstance(value, ErrorCode):
                named = replace(value, code=f"{prefix}.{name.lower()}")
                if named.code in ErrorCodes.registry:
                    raise ValueError(f"the code {named.code} is declared twice")
                ErrorCodes.registry[named.code] = named
                setattr(cls, name, named)

    @classmethod
    def all(cls) -> Iterator[ErrorCode]:
        return (value for value in vars(cls).values() if isinstance(value, ErrorCode))


@dataclass(frozen=True)
class FieldProblem:
    """One thing wrong with one field of an input. `pointer` is dotted: `pieces.0.weight`."""

    pointer: str
    code: str
    message: str = ""
    params: dict[str, Any] = field(default_factory=dict)
