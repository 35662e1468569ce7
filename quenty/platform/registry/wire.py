"""A call as bytes: arguments and answers by the contract's own types, errors by their codes."""

import inspect
import json
from functools import cache
from typing import Any, get_type_hints

import msgspec

from quenty.kernel.errors import DomainError, ErrorCodes
from quenty.platform.codec import from_plain, to_plain
from quenty.platform.errors import RequestError

# What comes of reading bytes that are none of ours.
FOREIGN = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError),
    msgspec.MsgspecError,
)


@cache
def _hints(contract: type, method: str) -> dict[str, Any]:
    return get_type_hints(getattr(contract, method))


def path_of(contract: type, method: str) -> str:
    """`/_rpc/customers/v1/CustomersApi.place_hold`."""
    declared = contract.__contract__  # type: ignore[attr-defined]
    return f"/_rpc/{declared.context}/v{declared.version}/{contract.__name__}.{method}"


def arguments_out(arguments: dict[str, Any]) -> bytes:
    return json.dumps(to_plain(arguments), ensure_ascii=False).encode()


def arguments_in(contract: type, method: str, raw: bytes) -> dict[str, Any]:
    """Raises one of FOREIGN for what does not fit, also where an argument is missing."""
    hints = _hints(contract, method)
    plain = json.loads(raw)
    inspect.signature(getattr(contract, method)).bind(None, **plain)
    return {name: from_plain(value, hints[name]) for name, value in plain.items()}


def answer_out(value: Any) -> bytes:
    return json.dumps({"answer": to_plain(value)}, ensure_ascii=False).encode()


def answer_in(contract: type, method: str, raw: bytes) -> Any:
    """Raises one of FOREIGN for what is no answer."""
    return from_plain(json.loads(raw)["answer"], _hints(contract, method)["return"])


def error_out(error: DomainError) -> bytes:
    params = {key: value if _is_plain(value) else str(value) for key, value in error.params.items()}
    body = {"code": error.code, "field": error.field, "params": params}
    return json.dumps(body, ensure_ascii=False).encode()


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | bool)


def error_in(raw: bytes) -> DomainError:
    """The same error that was raised there. A code we don't know is `request.unavailable`.

    Raises one of FOREIGN for what is no error of ours.
    """
    body = json.loads(raw)
    declared = ErrorCodes.registry.get(body["code"])
    if declared is None:
        return RequestError.UNAVAILABLE()
    return DomainError(declared, field=body["field"], params=dict(body["params"]))
