"""`DIE_AT=<point> python -m tests.faults.dying_write SUBJECT`: one write by the web's own view,
whose process is killed with -9 beside the commit."""

import os
import signal
import sys
from typing import Any

import django

django.setup()

from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.test import Client  # noqa: E402

POINTS = {
    "written, not committed": "_commit",
    "committed, nothing after it": "run_and_clear_commit_hooks",
}


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    (subject,) = sys.argv[1:]
    setattr(BaseDatabaseWrapper, POINTS[os.environ["DIE_AT"]], die)
    Client().post(
        "/t/tell",
        {"subject": subject},
        content_type="application/json",
        headers={"Idempotency-Key": subject},
    )
