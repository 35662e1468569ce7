"""A transaction names its database: the bare forms act on `default`, silently."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, calls, parsed, python_files

OWNER = ROOT / "quenty" / "platform" / "db"
# How many positional arguments it takes to reach the alias.
FORMS = {"atomic": 1, "on_commit": 2, "set_rollback": 2, "set_autocommit": 2, "savepoint": 1}


def bare(path: Path, tree: ast.Module) -> list[str]:
    """Uses of Django's transactions that name no alias; in a context, any use at all."""
    names = imported(tree)
    if path.relative_to(ROOT).parts[0] == "apps":
        return [f"{name}: use unit_of_work" for name in names]
    called = {id(call.func): call for _, call in calls(tree)}
    found = []
    for node in ast.walk(tree):
        form = names.get(ast.unparse(node)) if isinstance(node, ast.Name | ast.Attribute) else None
        if form in FORMS:
            call = called.get(id(node))
            aliased = call and (
                len(call.args) >= FORMS[form] or any(k.arg == "using" for k in call.keywords)
            )
            if not aliased:
                found.append(f"line {node.lineno}: {form}() names no database")
    return found


def imported(tree: ast.Module) -> dict[str, str]:
    """By what expressions the module can say Django's `atomic` and the like."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name == "django.db.transaction":
                    found |= {f"{name.asname or name.name}.{form}": form for form in FORMS}
        if isinstance(node, ast.ImportFrom):
            for name in node.names:
                bound = name.asname or name.name
                if node.module == "django.db" and name.name == "transaction":
                    found |= {f"{bound}.{form}": form for form in FORMS}
                elif node.module == "django.db.transaction" and name.name in FORMS:
                    found[bound] = name.name
    return found


def test_every_transaction_names_its_database() -> None:
    found = {
        str(path.relative_to(ROOT)): problems
        for path in python_files("quenty", "apps")
        if OWNER not in path.parents and (problems := bare(path, parsed(path)))
    }

    assert found == {}


BARE = [
    "from django.db import transaction\nwith transaction.atomic(): pass",
    "from django.db import transaction\ntransaction.on_commit(print)",
    "from django.db.transaction import atomic\natomic()",
    "from django.db import transaction\n@transaction.atomic\ndef f(): pass",
    "from django.db.transaction import atomic\n@atomic\ndef f(): pass",
    "import django.db.transaction as t\nt.atomic()",
]
ALIASED = "from django.db import transaction\nwith transaction.atomic(using='orders'): pass"
IN_A_CONTEXT = ROOT / "apps" / "orders" / "services" / "x.py"
IN_THE_PLATFORM = ROOT / "quenty" / "platform" / "http" / "x.py"


@pytest.mark.parametrize("source", BARE)
def test_a_bare_form_is_found(source: str) -> None:
    assert bare(IN_THE_PLATFORM, ast.parse(source))


@pytest.mark.parametrize("source", [*BARE, ALIASED])
def test_any_form_in_a_context_is_found(source: str) -> None:
    assert bare(IN_A_CONTEXT, ast.parse(source))


def test_a_form_with_its_alias_is_none() -> None:
    assert bare(IN_THE_PLATFORM, ast.parse(ALIASED)) == []


def test_the_unit_of_work_is_not_a_bare_form() -> None:
    used = ast.parse("with unit_of_work('orders'):\n    unit_of_work.on_commit('orders', f)")

    assert bare(IN_A_CONTEXT, used) == []
