"""JSON Schema of every event and of every method's input and output."""

import inspect
import sys
from typing import Any, get_type_hints

import msgspec

from quenty.contracts.declare import Contract
from quenty.kernel.events import EVENTS
from quenty.kernel.money import CURRENCIES, Money
from quenty.platform.documents import loading

Schema = dict[str, Any]


def _hook(kind: type) -> Schema:
    if kind is Money:
        return {
            "type": "object",
            "properties": {
                "amount": {"type": "string"},
                "currency": {"enum": sorted(CURRENCIES)},
            },
            "required": ["amount", "currency"],
        }
    raise NotImplementedError(kind)


def _schema(kind: Any) -> Schema:
    (schema,), components = msgspec.json.schema_components([kind], schema_hook=_hook)
    return {**schema, "$defs": components} if components else schema


def contract_classes() -> list[type]:
    """Every declared contract, in the order of their names."""
    loading.contracts()
    found = {
        value
        for name, module in list(sys.modules.items())
        if name.startswith("quenty.contracts.") and name.endswith(".api")
        for value in vars(module).values()
        if inspect.isclass(value) and isinstance(vars(value).get("__contract__"), Contract)
    }
    return sorted(found, key=lambda cls: cls.__name__)


def methods() -> dict[str, Schema]:
    """`customers.CustomersApi.v1.place_hold` to its effect, arguments and answer."""
    result: dict[str, Schema] = {}
    for cls in contract_classes():
        declared: Contract = cls.__contract__  # type: ignore[attr-defined]
        for name, method in inspect.getmembers(cls, lambda m: hasattr(m, "__effect__")):
            hints = get_type_hints(method)
            answer = hints.pop("return", type(None))
            parameters = inspect.signature(method).parameters
            arguments = {key: _schema(kind) for key, kind in hints.items()}
            required = [k for k in hints if parameters[k].default is inspect.Parameter.empty]
            key = f"{declared.context}.{cls.__name__}.v{declared.version}.{name}"
            result[key] = {
                "effect": method.__effect__,
                "arguments": {"properties": arguments, "required": sorted(required)},
                "answer": _schema(answer),
            }
    return result


def events() -> dict[str, Schema]:
    """`orders.order.confirmed.v1` to the schema of its payload."""
    loading.contracts()
    return {key: _schema(EVENTS[key].payload) for key in sorted(EVENTS)}
