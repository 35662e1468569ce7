"""`python -m quenty.platform.supervisor.alive web|roles ...`: a container's health check.

`web [port]` asks the web server of this container; `roles FOLDER` looks at how long ago the
background roles last showed life there. Exit code 0 while alive.
"""

import http.client
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PULSE = "roles.pulse"
# The roles touch their file twice a second.
STALE_SECONDS = 15.0
TIMEOUT = 3.0


def web_is_alive(port: int, host: str) -> bool:
    """`host`: a name that the server is allowed to be asked for."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    try:
        connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def show_life(folder: Path) -> None:
    """Say that the roles of this process are running."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PULSE).touch()


def roles_are_alive(folder: Path) -> bool:
    try:
        last = (folder / PULSE).stat().st_mtime
    except OSError:
        return False
    return time.time() - last < STALE_SECONDS


def main(arguments: Sequence[str]) -> int:
    match arguments:
        case ["web", *port]:
            allowed = os.environ.get("QUENTY_ALLOWED_HOSTS", "localhost").split(",")[0]
            alive = web_is_alive(int(port[0]) if port else 8000, allowed.strip() or "localhost")
        case ["roles", folder]:
            alive = roles_are_alive(Path(folder))
        case _:
            print(__doc__)
            return 2
    return 0 if alive else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
