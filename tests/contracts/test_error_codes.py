"""Every declared code is raised somewhere, and speaks both languages with the same blanks."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from quenty.kernel.errors import ErrorCode, ErrorCodes
from quenty.platform.documents import loading

loading.contracts()
BASE = Path(settings.QUENTY_BASE_DIR)
CODES = {k: v for k, v in ErrorCodes.registry.items() if not k.startswith("sample.")}


@cache
def names_used() -> frozenset[str]:
    """Upper-case attributes read anywhere but where codes are declared."""
    used: set[str] = set()
    for folder in ("apps", "quenty"):
        for file in (BASE / folder).rglob("*.py"):
            parts = file.relative_to(BASE).parts
            if "tests" in parts or "migrations" in parts:
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr.isupper():
                    used.add(node.attr.lower())
                # Tables of codes may name them: `code="orders.x"` or getattr over a table.
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    used.add(node.value)
    return frozenset(used)


@pytest.mark.parametrize("key", sorted(CODES))
def test_a_code_is_raised_somewhere(key: str) -> None:
    name = key.rsplit(".", 1)[1]
    assert {name, key} & names_used(), f"nothing raises {key}"


@pytest.mark.parametrize("error", CODES.values(), ids=lambda e: e.code)
def test_both_languages_fill_the_same_blanks(error: ErrorCode) -> None:
    blanks = [set(re.findall(r"\{(\w+)\}", text)) for text in (error.en, error.es)]
    assert blanks[0] == blanks[1]
    assert 400 <= error.status < 600
