"""Create a member of staff: `manage.py create_staff ana@quenty.co --role support`."""

import getpass
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.gateway.domain.roles import STAFF_ROLES
from apps.gateway.services.create_staff import create_staff
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError


class Command(BaseCommand):
    help = (
        "Create a member of staff. The password is asked for, read from QUENTY_STAFF_PASSWORD, "
        "or with --send-link chosen by a link that is sent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--role", action="append", required=True, choices=STAFF_ROLES, dest="roles"
        )
        parser.add_argument("--name", default="")
        parser.add_argument("--send-link", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        password = None if options["send_link"] else self._password()
        try:
            user = create_staff(
                email=options["email"],
                password=password,
                full_name=options["name"] or options["email"].split("@")[0],
                roles=tuple(options["roles"]),
                actor=Actor("system", "create_staff"),
            )
        except DomainError as error:
            raise CommandError(error.message("en")) from error
        self.stdout.write(f"{user.email} may log in to the admin as {', '.join(user.roles)}.")

    def _password(self) -> str:
        given = os.environ.get("QUENTY_STAFF_PASSWORD")
        if given:
            return given
        if not sys.stdin.isatty():
            raise CommandError("set QUENTY_STAFF_PASSWORD, use a terminal, or --send-link")
        first = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != first:
            raise CommandError("the two passwords differ")
        return first
