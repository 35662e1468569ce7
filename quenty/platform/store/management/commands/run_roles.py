"""manage.py run_roles relay worker beat"""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quenty.platform.events import roles
from quenty.platform.events.transports import transport
from quenty.platform.settled import settle
from quenty.platform.supervisor.alive import show_life


class Command(BaseCommand):
    help = "Run relay, worker and beat for the contexts hosted here, until SIGTERM or SIGINT."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("roles", nargs="+", choices=roles.ROLES)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            transport().verify()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        running = roles.threads(options["roles"], stop)
        settle()
        for thread in running:
            thread.start()
        while not stop.wait(0.5):
            if all(thread.is_alive() for thread in running):
                show_life(settings.QUENTY_STATE_DIR)
        for thread in running:
            thread.join(timeout=20)
