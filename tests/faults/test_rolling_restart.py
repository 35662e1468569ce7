"""Web servers and roles replaced one after the other by SIGTERM, under load."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.faults.client import REFUSED, Answered, WebClient
from tests.faults.harness import Platform
from tests.support.waiting import eventually

EXIT_SECONDS = 30
# What is in hand when a server is asked to stop: longer than it takes to accept it.
HOLD_SECONDS, ACCEPT_SECONDS = 0.3, 0.15


class Load:
    """Callers behind a balancer: it sends nothing new to a server that is being replaced, and
    who is refused a connection asks the other one.

    Nothing new, because a system resets what waits unaccepted at a port when that closes.
    """

    def __init__(self, servers: list[WebClient]) -> None:
        self.servers = servers
        self.leaving: WebClient | None = None
        self.over = threading.Event()
        self.statuses: list[int] = []
        self.jobs: list[str] = []

    def run(self, turn: int) -> None:
        while not self.over.is_set():
            turn += 1
            first, second = self.servers[turn % 2], self.servers[(turn + 1) % 2]
            if first is self.leaving:
                first, second = second, first
            subject = str(uuid4())
            is_job = turn % 3 == 0
            answer = self._ask(first, subject, is_job)
            if answer is REFUSED:
                answer = self._ask(second, subject, is_job)
            self.statuses.append(answer.status)
            if is_job:
                self.jobs.append(subject)

    def _ask(self, server: WebClient, subject: str, is_job: bool) -> Answered:
        return server.ask(subject) if is_job else server.tell(subject, hold=HOLD_SECONDS)

    def replace(self, index: int, platform: Platform) -> None:
        """Stop one with requests in hand, and start another at its port."""
        self.leaving = self.servers[index]
        time.sleep(ACCEPT_SECONDS)
        # granian ends its workers and then itself by the signal.
        assert self.leaving.process.stop(EXIT_SECONDS) in (0, -15)
        self.servers[index] = platform.web(port=self.leaving.port)
        self.leaving = None


def test_replaced_under_load_no_request_fails_and_no_job_is_lost(platform: Platform) -> None:
    load = Load([platform.web(), platform.web()])
    roles = [platform.roles("relay", "worker") for _ in range(2)]
    with ThreadPoolExecutor(4) as pool:
        callers = [pool.submit(load.run, number) for number in range(4)]
        try:
            for index in range(2):
                eventually(lambda index=index: len(load.statuses) > 40 * (index + 1), seconds=30)
                load.replace(index, platform)
                assert roles[index].stop(EXIT_SECONDS) == 0
                roles[index] = platform.roles("relay", "worker")
        finally:
            load.over.set()
        for caller in callers:
            caller.result()

    assert set(load.statuses) == {201}
    total = len(platform.told()) + len(load.jobs)
    assert total == len(load.statuses)
    eventually(lambda: platform.settled(total), seconds=30, what=roles[0].tail())
    assert sorted(platform.jobs()) == sorted(load.jobs)
    platform.hold_invariants()
