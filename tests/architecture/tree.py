"""The project as files: what the architecture tests look through."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("quenty", "apps", "tests", "benchmarks")


def python_files(*folders: str) -> list[Path]:
    """The Python files below folders of the project, migrations included."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "__pycache__" not in path.parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def context_of(path: Path) -> str | None:
    """The context whose folder a file is in."""
    parts = path.relative_to(ROOT).parts
    return parts[1] if parts[0] == "apps" and len(parts) > 2 else None


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call and the last part of what is called: `transaction.atomic()` is `atomic`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                yield function.attr, node
            elif isinstance(function, ast.Name):
                yield function.id, node


def tracked_files() -> list[Path]:
    """What a clone would hold, as git knows it."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]
