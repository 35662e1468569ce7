"""Published schemas grow and never break."""

from typing import Any

import pytest
from django.core.management import call_command

from quenty.platform.documents import compatibility


def schema(*required: str, **properties: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: {"type": kind} for name, kind in properties.items()},
        "required": list(required),
    }


def test_documents_and_schemas_are_up_to_date() -> None:
    call_command("documents", "--check")


def test_a_new_optional_field_is_no_break() -> None:
    old = {"a.b.c.v1": schema("x", x="string")}
    new = {"a.b.c.v1": schema("x", x="string", y="integer")}
    assert compatibility.event_breaks(old, new) == []


@pytest.mark.parametrize(
    "new",
    [
        {},
        {"a.b.c.v1": schema()},
        {"a.b.c.v1": schema("x", x="integer")},
        {"a.b.c.v1": schema(x="string")},
    ],
    ids=["event gone", "field gone", "other type", "no longer promised"],
)
def test_what_readers_rely_on_may_not_change(new: dict[str, Any]) -> None:
    assert compatibility.event_breaks({"a.b.c.v1": schema("x", x="string")}, new)


def test_a_method_may_not_ask_for_more() -> None:
    def method(*required: str) -> dict[str, Any]:
        arguments = {"properties": {n: {"type": "string"} for n in required}}
        return {
            "effect": "write",
            "arguments": {**arguments, "required": list(required)},
            "answer": schema("x", x="string"),
        }

    assert compatibility.method_breaks({"m": method("a")}, {"m": method("a", "b")})
    assert compatibility.method_breaks({"m": method("a")}, {"m": method("a")}) == []
    assert compatibility.method_breaks({"m": method("a")}, {})
