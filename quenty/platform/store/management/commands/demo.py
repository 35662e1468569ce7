"""`manage.py demo`: seeds here, then a merchant's day over HTTP, in a process of its own."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quenty.platform.embedded.ports import LOOPBACK
from quenty.platform.embedded.statefiles import write_private
from quenty.platform.supervisor.claim import where

FILE = "demo.json"
PASSWORD_VARIABLE = "QUENTY_DEMO_ADMIN_PASSWORD"  # noqa: S105  (a variable's name)


class Command(BaseCommand):
    help = "Load the demo into a running Quenty: seeds, then everything else over HTTP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base-url", help="of the running server; this folder's by default")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.QUENTY_STATE_DIR)
        with _admin_password(folder):
            call_command("seed", stdout=self.stdout, stderr=self.stderr)
        self.stdout.flush()
        url = options["base_url"] or _running(folder)
        ended = subprocess.run(
            [sys.executable, "-m", "quenty.demo", "--base-url", url, "--state", str(folder)],
            cwd=settings.QUENTY_BASE_DIR,
            check=False,
        )
        if ended.returncode:
            raise CommandError("the demo did not come to its end; the reason is above")
        if "ledger" in get_commands():
            call_command("ledger", "verify", stdout=self.stdout, stderr=self.stderr)


def _running(folder: Path) -> str:
    port = where(folder).get("port")
    if port is None:
        raise CommandError("nothing runs from this folder: `make run`, or give --base-url")
    return f"http://{LOOPBACK}:{port}"


@contextmanager
def _admin_password(folder: Path) -> Iterator[None]:
    """The demo administrator's password, made once, where its seed looks for it."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    if not kept.get("admin_password"):
        kept["admin_password"] = secrets.token_urlsafe(12)
        write_private(file, json.dumps(kept, ensure_ascii=False, indent=2))
    before = os.environ.get(PASSWORD_VARIABLE)
    os.environ[PASSWORD_VARIABLE] = kept["admin_password"]
    try:
        yield
    finally:
        if before is None:
            del os.environ[PASSWORD_VARIABLE]
        else:
            os.environ[PASSWORD_VARIABLE] = before
