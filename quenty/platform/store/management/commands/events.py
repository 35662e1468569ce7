"""manage.py events parked | unpark | replay | declare | dead | requeue | drain"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quenty.kernel.clock import BOGOTA
from quenty.kernel.events import EVENTS
from quenty.platform.documents import loading
from quenty.platform.events import parked
from quenty.platform.events.declared import CONSUMERS_BY_NAME
from quenty.platform.events.transports import transport


class Command(BaseCommand):
    help = "Show what is parked, put it back, or hand archived events over again."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("parked", help="list what is parked")
        back = actions.add_parser("unpark", help="put parked messages back")
        back.add_argument("--context", required=True)
        back.add_argument("--consumer", default="")
        actions.add_parser("declare", help="make this unit's queue before anybody publishes")
        actions.add_parser("dead", help="list what RabbitMQ gave up")
        actions.add_parser("requeue", help="put that back into this unit's queue")
        drain = actions.add_parser("drain", help="empty and remove a queue nobody reads any more")
        drain.add_argument("queue", help="of a unit that is gone, such as quenty.events.orders")
        replay = actions.add_parser("replay", help="hand archived events over again")
        replay.add_argument("--type", required=True)
        replay.add_argument("--since", required=True, help="ISO 8601; Bogota time unless it says")
        replay.add_argument("--consumer", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["action"])(options)

    def parked(self, options: dict[str, Any]) -> None:
        for context in settings.QUENTY_CONTEXTS:
            for row in parked.parked(context)[:200]:
                self.stdout.write(
                    f"{context}\t{row.id}\t{row.type}\t{row.consumer}\t"
                    f"{row.attempts}\t{row.last_error[:120]}"
                )

    def unpark(self, options: dict[str, Any]) -> None:
        count = parked.unpark(options["context"], consumer=options["consumer"])
        self.stdout.write(f"{count} put back")

    def declare(self, options: dict[str, Any]) -> None:
        self._app()
        transport().verify()
        self.stdout.write("declared")

    def dead(self, options: dict[str, Any]) -> None:
        app = self._app()
        from quenty.platform.events.transports.rabbitmq import dead

        for headers in dead.letters(app):
            self.stdout.write(f"{headers.get('id')}\t{headers.get('task')}")

    def requeue(self, options: dict[str, Any]) -> None:
        app = self._app()
        from quenty.platform.events.transports.rabbitmq import dead

        self.stdout.write(f"{dead.put_back(app)} put back")

    def drain(self, options: dict[str, Any]) -> None:
        if not settings.RABBITMQ_URL:
            raise CommandError("there is no broker: RABBITMQ_URL is not set")
        from quenty.platform.events.transports.rabbitmq import draining

        loading.contracts()
        try:
            drained = draining.drain(
                settings.RABBITMQ_URL,
                options["queue"],
                draining.to_their_units if settings.QUENTY_PEERS else draining.into_inboxes,
            )
        except draining.NotDrained as error:
            raise CommandError(str(error)) from error
        if drained is None:
            raise CommandError(f"the broker has no queue {options['queue']}")
        self.stdout.write(str(drained))

    def _app(self) -> Any:
        if not transport().receives:
            raise CommandError("there is no broker: QUENTY_EVENTS_TRANSPORT is not rabbitmq")
        return transport().app  # type: ignore[attr-defined]

    def replay(self, options: dict[str, Any]) -> None:
        try:
            since = datetime.fromisoformat(options["since"])
        except ValueError as error:
            raise CommandError(f"--since: {error}") from error
        if since.tzinfo is None:
            since = since.replace(tzinfo=BOGOTA)
        new, put_back = parked.replay(
            type=options["type"],
            since=since,
            producer=_producer(options["type"]),
            consumer=_known(options["consumer"]),
        )
        self.stdout.write(f"{new} handed over anew, {put_back} put back")


def _producer(type_: str) -> str:
    """The context that tells an event. Raises CommandError unless it is hosted here."""
    loading.contracts()
    if type_ not in {declared.name for declared in EVENTS.values()}:
        raise CommandError(f"--type: no event is called {type_}; docs/events.md has them")
    context = type_.split(".", 1)[0]
    if context not in settings.QUENTY_CONTEXTS:
        raise CommandError(f"--type: {context} lives elsewhere; replay its events in its unit")
    return context


def _known(consumer: str) -> str:
    if consumer and consumer not in CONSUMERS_BY_NAME:
        raise CommandError(f"--consumer: nothing here is called {consumer}")
    return consumer
