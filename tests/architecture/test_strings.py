"""Imports that the walls can't see: by string."""

import ast
from pathlib import Path

import pytest

from quenty.kernel.contexts import CONTEXTS
from tests.architecture.tree import ROOT, calls, context_of, parsed, python_files

BY_STRING = {"import_module", "import_string", "__import__", "find_spec", "find_loader"}
OTHER_LABEL = {"get_model", "get_registered_model", "get_app_config"}


def violations(path: Path, tree: ast.Module) -> list[str]:
    """What a context's file does to reach another context by a string."""
    context = context_of(path)
    found = [f"line {call.lineno}: {name}()" for name, call in calls(tree) if name in BY_STRING]
    for name, call in calls(tree):
        if name in OTHER_LABEL and _label(call) != context:
            found.append(f"line {call.lineno}: {name}() of another context, or not by its name")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            named = node.value.split(".")
            if named[0] == "apps" and len(named) > 2 and named[1] in set(CONTEXTS) - {context}:
                found.append(f"line {node.lineno}: {node.value!r}")
    return found


def _label(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    value = first.value if isinstance(first, ast.Constant) else None
    return value.split(".")[0] if isinstance(value, str) else None


def test_no_context_is_reached_by_a_string() -> None:
    found = {
        str(path.relative_to(ROOT)): problems
        for path in python_files("apps")
        if context_of(path) and (problems := violations(path, parsed(path)))
    }

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "from importlib import import_module\nimport_module('apps.returns.models')",
        "import importlib\nimportlib.import_module(name)",
        "from django.utils.module_loading import import_string\nimport_string(path)",
        "__import__('apps.returns')",
        "from django.apps import apps\napps.get_model('returns', 'Return')",
        "from django.apps import apps\napps.get_model(label)",
        "HANDLER = 'apps.returns.services.close'",
    ],
)
def test_a_string_that_reaches_out_is_found(source: str) -> None:
    assert violations(ROOT / "apps" / "pickups" / "services" / "x.py", ast.parse(source))


def test_a_context_may_name_its_own_models() -> None:
    own = ast.parse("apps.get_model('pickups', 'Pickup')\nNAME = 'apps.pickups'")

    assert violations(ROOT / "apps" / "pickups" / "admin.py", own) == []
