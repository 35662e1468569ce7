"""Keeping the children alive, and the order in which everything ends."""

import http.client
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

from quenty.platform.embedded.ports import LOOPBACK
from quenty.platform.supervisor.child import Child
from quenty.platform.supervisor.servers import KeptServer

LOOK_EVERY = 0.2
SERVING_SECONDS = 60.0
# With what PostgreSQL may take, less than half a minute in all.
STOP_SECONDS = 15.0


@dataclass
class Supervisor:
    """`say` gets one line for whatever happens to a child or a server.

    `servers`: started, and stopped in the end, by others.
    """

    children: Sequence[Child]
    say: Callable[[str], None]
    servers: Sequence[KeptServer] = ()

    def start(self) -> None:
        for child in self.children:
            child.start()

    def tend(self) -> None:
        """One look at all: who died is started again after a pause.

        Raises GivenUp when a server dies again and again.
        """
        everybody: list[KeptServer | Child] = [*self.servers, *self.children]
        for tended in everybody:
            happened = tended.tend()
            if happened:
                self.say(happened)

    def run(self) -> None:
        """Tend for ever; KeyboardInterrupt (Ctrl-C, SIGTERM) ends it. Raises GivenUp."""
        while True:
            self.tend()
            time.sleep(LOOK_EVERY)

    def wait_until_serving(self, port: int) -> bool:
        """Whether the web server answered within a minute. Raises GivenUp."""
        deadline = time.monotonic() + SERVING_SECONDS
        while time.monotonic() < deadline:
            if answers(port):
                return True
            self.tend()
            time.sleep(LOOK_EVERY)
        return False

    def stop(self) -> None:
        """Ask all at once, wait, then end whoever is left."""
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            if not child.wait(deadline):
                self.say(f"{child.name} did not stop in {STOP_SECONDS:.0f} s: killed")
            child.kill()


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def interrupt_on_signals() -> None:
    """SIGTERM and a closed terminal end a run as Ctrl-C does."""
    for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sig, signal.default_int_handler)


def finish_undisturbed() -> None:
    """While stopping, a second Ctrl-C must not leave processes behind."""

    def ignore(number: int, frame: FrameType | None) -> None:
        """Everything is on its way down already."""

    for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sig, ignore)
