"""`python -m quenty.platform.testing.brokers.guard rabbitmq|redis FOLDER OWNER`

Runs one server for a run of the tests, whichever process of it asked first: until SIGTERM,
or until the owner (the process that began the run) is gone, even by kill -9.
"""

import json
import signal
import sys
import threading
from pathlib import Path

import psutil

from quenty.platform.embedded.packages import Unavailable
from quenty.platform.embedded.rabbitmq import RabbitServer, RabbitServerError
from quenty.platform.embedded.redis import RedisServer, RedisServerError
from quenty.platform.embedded.statefiles import write_private

SERVERS: dict[str, type[RabbitServer] | type[RedisServer]] = {
    "rabbitmq": RabbitServer,
    "redis": RedisServer,
}
STATE = "state.json"
LOOK_EVERY = 0.5


def main(kind: str, folder: Path, owner: int) -> int:
    """Serve and tell `state.json` where. Exit code 1 with the reason there, if it can't."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server = SERVERS[kind](folder)
    try:
        server.start()
    except (Unavailable, RabbitServerError, RedisServerError) as error:
        write_private(folder / STATE, json.dumps({"error": str(error)}))
        return 1
    finally:
        if not server.is_running:
            server.stop()
    try:
        write_private(folder / STATE, json.dumps({"url": server.url}))
        while not stop.wait(LOOK_EVERY):
            if not psutil.pid_exists(owner):
                break
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
