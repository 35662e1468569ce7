"""`manage.py seed`: what a fresh installation needs, and the demo's operators and staff."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from quenty.kernel.contexts import CONTEXTS


class Command(BaseCommand):
    help = "Seed every hosted context that has seeds. Again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in settings.QUENTY_CONTEXTS:
            module = f"{CONTEXTS[name].app}.seeds"
            if find_spec(module):
                import_module(module).seed(self._say)

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
