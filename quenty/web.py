"""`python -m quenty.web`: the web server as it is deployed, granian with an end that resets
nobody's connection.

A worker reads bodies in many threads and works in few (quenty/platform/http/intake.py).
"""

import argparse
import signal
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from quenty.platform import last_call
from quenty.platform.embedded.process import dies_with_parent

# They read bodies; QUENTY_WEB_THREADS of them work at once.
READING_THREADS = 64
KILL_AFTER_SECONDS = 10


def worker() -> Callable[..., Any]:
    """The application, made in each worker, which ends with the process that leads it: also
    when that is killed, and would leave it behind with its port."""
    last_call.answer_last_call()
    if (follow := dies_with_parent(signal.SIGTERM)) is not None:
        follow()
    from quenty.platform.settled import settle
    from quenty.wsgi import application

    settle()
    return application


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m quenty.web", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    server = Granian(
        "quenty.web:worker",
        factory=True,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=options.workers,
        blocking_threads=READING_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER_SECONDS,
        log_level=LogLevels.warning,
    )
    server.on_startup(last_call.make_last_call)
    server.serve()


if __name__ == "__main__":
    main()
