"""manage.py documents [--check]"""

import json
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quenty.platform.documents import compatibility, map, pages, schemas


class Command(BaseCommand):
    help = (
        "Write docs/errors.md, docs/events.md, docs/map.md and the contracts' JSON Schemas. An "
        "incompatible change of a published contract is refused; --check writes nothing and "
        "fails on a difference."
    )

    # Reads declarations only: no database needs to answer.
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")
        parser.add_argument(
            "--unpublished",
            action="store_true",
            help="accept incompatible changes: nothing runs by these contracts yet",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        base = Path(settings.QUENTY_BASE_DIR)
        folder = base / "quenty" / "contracts" / "schemas"
        events, methods = schemas.events(), schemas.methods()
        broken = compatibility.event_breaks(_read(folder / "events.json"), events)
        broken += compatibility.method_breaks(_read(folder / "methods.json"), methods)
        if broken and not options["unpublished"]:
            raise CommandError("incompatible; add a version beside it:\n" + "\n".join(broken))
        files = {
            folder / "events.json": json.dumps(events, indent=1, sort_keys=True) + "\n",
            folder / "methods.json": json.dumps(methods, indent=1, sort_keys=True) + "\n",
            base / "docs" / "errors.md": pages.errors_page(),
            base / "docs" / "events.md": pages.events_page(),
            base / "docs" / "map.md": map.map_page(base / "apps"),
        }
        stale = [path for path, text in files.items() if _text(path) != text]
        if options["check"]:
            if stale:
                names = ", ".join(str(path.relative_to(base)) for path in stale)
                raise CommandError(f"out of date: {names}; run `make documents`")
            return
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
        self.stdout.write(f"{len(stale)} written")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _read(path: Path) -> dict[str, Any]:
    text = _text(path)
    result: dict[str, Any] = json.loads(text) if text else {}
    return result
