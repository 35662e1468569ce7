"""Where all contexts are listed: the kernel's table, the walls, the compose file."""

import re
from pathlib import Path

from quenty.platform.scaffold.names import NewContext

TABLE = Path("quenty/kernel/contexts.py")
WALLS = Path("importlinter.ini")
COMPOSE = Path("docker-compose.yml")
RUNTIME = "postgresql://quenty_{name}_app:${{QUENTY_RUNTIME_PASSWORD:?}}@postgres/quenty_{name}"
OWNER = "postgresql://quenty_{name}_owner:${{QUENTY_OWNER_PASSWORD:?}}@postgres/quenty_{name}"

# file, what its lines about a context look like, the line to add
PLACES = (
    (
        TABLE,
        r'^        Context\("(\w+)", .*\),\n',
        '        Context("{name}", "{name}", {port}),\n',
    ),
    (WALLS, r"^    quenty\.contracts\.(\w+)\n", "    quenty.contracts.{name}\n"),
    (COMPOSE, r"^  \w+: .*quenty_(\w+)_app:.*\n", "  {upper}_DATABASE_URL: " + RUNTIME + "\n"),
    (
        COMPOSE,
        r"^  \w+: .*quenty_(\w+)_owner:.*\n",
        "  {upper}_OWNER_DATABASE_URL: " + OWNER + "\n",
    ),
)


class NoPlace(RuntimeError):
    """A file no longer has the shape that a line could be added to."""


def register(root: Path, context: NewContext) -> list[Path]:
    """Name the context wherever all are listed; returns the files that changed."""
    changed = []
    for file, line, addition in PLACES:
        text = addition.format(name=context.name, upper=context.name.upper(), port=context.port)
        if _after_last(root / file, line, context.name, text) and root / file not in changed:
            changed.append(root / file)
    return changed


def _after_last(path: Path, line: str, name: str, addition: str) -> bool:
    """Add a line after the last of its kind, unless one of them names the context already."""
    text = path.read_text()
    found = list(re.finditer(line, text, re.MULTILINE))
    if not found:
        raise NoPlace(f"{path}: no line looks like {line}")
    if any(match.group(1) == name for match in found):
        return False
    end = found[-1].end()
    path.write_text(text[:end] + addition + text[end:])
    return True
