"""Rotate the keys that sign access tokens, with an overlap."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.gateway.selectors.signing_keys import key_set, signing_key
from apps.gateway.services.signing_keys import rotate_signing_keys
from quenty.kernel.actors import Actor


class Command(BaseCommand):
    help = (
        "Publish a new signing key. It signs five minutes later, when verifiers know it; the "
        "old ones stay published until the last token they signed has expired."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--emergency",
            action="store_true",
            help="a private key may be known to others: drop the old ones now, and with them "
            "every access token given out",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what there is, only")

    def handle(self, *args: Any, **options: Any) -> None:
        signs = signing_key()
        for key in key_set()["keys"]:
            mark = " (signs)" if signs and key["kid"] == signs.kid else ""
            self.stdout.write(f"published: {key['kid']} {key['alg']}{mark}")
        if options["dry_run"]:
            return
        done = rotate_signing_keys(
            actor=Actor("system", "rotate_signing_keys"), emergency=options["emergency"]
        )
        self.stdout.write(
            f"new: {done.made.kid} {done.made.algorithm}, signs from "
            f"{done.made.signs_from:%Y-%m-%d %H:%M:%S} UTC; {done.retiring} older retiring"
        )
