"""docs/map.md: who calls whom and who tells whom, read off the code."""

import re
from pathlib import Path

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.documents import loading
from quenty.platform.documents.schemas import contract_classes
from quenty.platform.events.declared import CONSUMERS_BY_NAME

_ASKED = re.compile(r"registry\.get\((\w+)\)")


def calls(apps: Path) -> set[tuple[str, str]]:
    """(caller, called) for every contract that a context's neighbours ask for."""
    serves = {cls.__name__: cls.__contract__.context for cls in contract_classes()}  # type: ignore[attr-defined]
    found: set[tuple[str, str]] = set()
    for name in CONTEXTS:
        for file in (*apps.glob(f"{name}/neighbours.py"), *apps.glob(f"{name}/neighbours/*.py")):
            asked = _ASKED.findall(file.read_text(encoding="utf-8"))
            found |= {(name, serves[contract]) for contract in asked}
    return found


def tellings() -> dict[tuple[str, str], int]:
    """(publisher, consumer) to how many of its events the consumer acts on."""
    loading.contracts()
    pairs = {(c.event.context, c.context, c.event.key) for c in CONSUMERS_BY_NAME.values()}
    counted: dict[tuple[str, str], int] = {}
    for publisher, consumer, _ in pairs:
        counted[publisher, consumer] = counted.get((publisher, consumer), 0) + 1
    return counted


def map_page(apps: Path) -> str:
    """A drawing that code hosts render: solid arrows are calls, dotted ones events."""
    lines = [
        "# Map",
        "",
        "Made by `manage.py documents` from the code. A solid arrow is a call that cannot wait,",
        "a dotted one says how many kinds of event the one at its end acts on.",
        "",
        "```mermaid",
        "flowchart LR",
        *(f"    {name}" for name in CONTEXTS),
        *(f"    {caller} --> {called}" for caller, called in sorted(calls(apps))),
        *(
            f"    {publisher} -. {count} .-> {consumer}"
            for (publisher, consumer), count in sorted(tellings().items())
        ),
        "```",
    ]
    return "\n".join(lines) + "\n"
