"""`python -m tests.faults.crash_points SEED POINTS`: killed at random lines, taken up again.

Each point is a fork that makes one write by the web's own view, relays and acts on what is
due, and is killed with -9 at a line of the platform drawn from the seed. Another one asks
again with the same key and takes up what was left. Prints where each was killed, and how many.
"""

import collections
import json
import os
import random
import signal
import sys
from types import FrameType
from typing import Any
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from quenty.platform.events import relay, worker  # noqa: E402
from quenty.platform.events.transports import transport  # noqa: E402
from tests.platform.transports import effects  # noqa: E402

TRACED = ("/quenty/platform/events/", "/quenty/platform/http/", "/quenty/platform/db/")
SUBJECT = UUID(int=7 << 64)


class Fuse:
    """Burns down by one with each line of the platform that runs, then kills the process."""

    def __init__(self, lines: int) -> None:
        self.left = lines
        # How far it had burnt when each line of code was first reached.
        self.reached: dict[tuple[str, int], int] = {}

    def light(self) -> None:
        sys.settrace(self._trace)

    def _trace(self, frame: FrameType, event: str, _: Any) -> Any:
        return self._trace if event == "line" and self._burn(frame) else self._enter(frame)

    def _enter(self, frame: FrameType) -> Any:
        return self._trace if any(part in frame.f_code.co_filename for part in TRACED) else None

    def _burn(self, frame: FrameType) -> bool:
        self.left -= 1
        self.reached.setdefault((frame.f_code.co_filename, frame.f_lineno), -self.left)
        if self.left == 0:
            where = frame.f_code.co_filename.rpartition("/platform/")[2]
            os.write(1, f"killed {where}:{frame.f_lineno}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)
        return True


def write(number: int) -> bool:
    """One request with its own key. Whether it was answered."""
    subject = str(UUID(int=SUBJECT.int + number))
    body = {"subject": subject}
    sent = {"Idempotency-Key": subject}
    answer = Client().post("/t/tell", body, content_type="application/json", headers=sent)
    assert answer.status_code == 201, answer.content
    return True


def carry() -> None:
    """Relay and act on all that is due."""
    relay.relay_all("customers")
    if transport().receives:
        from tests.faults.receiving import receive_all

        receive_all(transport().app)  # type: ignore[attr-defined]
    worker.work_all("orders", "event")


def forget_leases() -> None:
    """As if the seconds had passed after which a killed process's rows are free again."""
    for alias, table in (("customers", "platform_outbox"), ("orders", "platform_inbox")):
        with connections[alias].cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET lease_until = NULL")  # noqa: S608


def forked(run: Any) -> int:
    """Run in a child with no connection of ours. Gives the signal that ended it, or 0."""
    connections.close_all()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        try:
            run()
        except BaseException as error:
            os.write(2, f"failed: {error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, "a child failed"
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def lines_of(number: int) -> list[int]:
    """After how many traced lines an undisturbed round reaches each line of the code."""
    reader, writer = os.pipe()

    def measure() -> None:
        fuse = Fuse(0)
        fuse.light()
        write(number)
        carry()
        sys.settrace(None)
        os.write(writer, json.dumps(list(fuse.reached.values())).encode())

    forked(measure)
    return list(json.loads(os.read(reader, 65536)))


def main(seed: int, points: int) -> None:
    effects.register()
    settings.QUENTY_BACK_OFF_FACTOR = 0.0
    # What is imported once is not to be imported, and traced, in every child.
    Client().get("/healthz")
    transport()
    numbers = iter(range(10**6))
    lines = lines_of(next(numbers))
    choose = random.Random(seed)
    ended: collections.Counter[int] = collections.Counter()
    for number in (next(numbers) for _ in range(points)):
        fuse = Fuse(choose.choice(lines))

        def round_(fuse: Fuse = fuse, number: int = number) -> None:
            fuse.light()
            write(number)
            carry()
            sys.settrace(None)

        ended[forked(round_)] += 1
        # The caller never had its answer, so it asks again with its key; then all is taken up.
        forked(lambda number=number: (write(number), forget_leases(), carry()))
    print(f"lines {len(lines)} killed {ended[signal.SIGKILL]} whole {ended[0]}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
