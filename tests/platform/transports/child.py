"""`python -m tests.platform.transports.child relay worker`: the product's roles, with the tests'
own consumer. Says `ready` in its output and ends on SIGTERM."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from tests.platform.transports import effects  # noqa: E402

if __name__ == "__main__":
    effects.register()
    print("ready", flush=True)
    call_command("run_roles", *sys.argv[1:])
