"""The two places that list all contexts: the kernel's table and the walls."""

import re
from pathlib import Path

from quenty.platform.scaffold.names import NewContext

TABLE = Path("quenty/kernel/contexts.py")
WALLS = Path("importlinter.ini")


class NoPlace(RuntimeError):
    """A file no longer has the shape that a line could be added to."""


def register(root: Path, context: NewContext) -> list[Path]:
    """Name the context in both; returns the files that changed."""
    entry = f'        Context("{context.name}", "{context.name}", {context.port}),\n'
    changed = [
        _after_last(root / TABLE, r'^        Context\("(\w+)", .*\),\n', context.name, entry),
        _after_last(
            root / WALLS,
            r"^    quenty\.contracts\.(\w+)\n",
            context.name,
            f"    quenty.contracts.{context.name}\n",
        ),
    ]
    return [path for path in changed if path]


def _after_last(path: Path, line: str, name: str, addition: str) -> Path | None:
    """Add a line after the last of its kind, unless one of them names the context already."""
    text = path.read_text()
    found = list(re.finditer(line, text, re.MULTILINE))
    if not found:
        raise NoPlace(f"{path}: no line looks like {line}")
    if any(match.group(1) == name for match in found):
        return None
    end = found[-1].end()
    path.write_text(text[:end] + addition + text[end:])
    return path
