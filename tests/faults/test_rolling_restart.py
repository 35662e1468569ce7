"""Web servers and roles replaced one after the other by SIGTERM, under load."""

import os
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from quenty.platform.embedded.ports import LOOPBACK
from tests.faults.client import REFUSED, Answered, WebClient
from tests.faults.harness import Platform
from tests.support.waiting import eventually

EXIT_SECONDS = 30
CONNECTING = 12


class Load:
    """Callers behind a balancer: who is refused a connection asks the other server."""

    def __init__(self, servers: list[WebClient]) -> None:
        self.servers = servers
        self.over = threading.Event()
        self.statuses: list[int] = []
        self.jobs: list[str] = []

    def run(self, turn: int) -> None:
        while not self.over.is_set():
            turn += 1
            first, second = self.servers[turn % 2], self.servers[(turn + 1) % 2]
            subject = str(uuid4())
            is_job = turn % 3 == 0
            answer = self._ask(first, subject, is_job)
            if answer is REFUSED:
                answer = self._ask(second, subject, is_job)
            self.statuses.append(answer.status)
            if is_job:
                self.jobs.append(subject)

    def _ask(self, server: WebClient, subject: str, is_job: bool) -> Answered:
        return server.ask(subject) if is_job else server.tell(subject, hold=0.02)


def test_replaced_under_load_no_request_fails_and_no_job_is_lost(platform: Platform) -> None:
    load = Load([platform.web(), platform.web()])
    roles = [platform.roles("relay", "worker") for _ in range(2)]
    with ThreadPoolExecutor(4) as pool:
        callers = [pool.submit(load.run, number) for number in range(4)]
        try:
            for index in range(2):
                eventually(lambda index=index: len(load.statuses) > 60 * (index + 1))
                assert load.servers[index].process.stop(EXIT_SECONDS) == 0
                load.servers[index] = platform.web(port=load.servers[index].port)
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


def test_who_connects_while_a_server_leaves_is_served_or_refused(platform: Platform) -> None:
    """More at once than it accepts, up to the moment when nobody listens any more."""
    server = platform.web()
    asked: list[list[int]] = [[] for _ in range(CONNECTING)]

    def ask_until_refused(statuses: list[int]) -> None:
        while REFUSED.status not in statuses:
            statuses.append(server.get("/healthz").status)

    with ThreadPoolExecutor(CONNECTING) as pool:
        callers = [pool.submit(ask_until_refused, statuses) for statuses in asked]
        eventually(lambda: all(statuses for statuses in asked))
        assert server.process.stop(EXIT_SECONDS) == 0
        for caller in callers:
            caller.result()

    assert {status for statuses in asked for status in statuses} == {200, REFUSED.status}


def test_before_its_port_closes_a_server_takes_no_new_handshakes(platform: Platform) -> None:
    server = platform.web()
    address = (LOOPBACK, server.port)
    with socket.create_connection(address) as earlier:
        os.kill(server.process.pid, signal.SIGTERM)
        assert _end_of_connecting(address) == "dropped"
        earlier.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert earlier.recv(100).startswith(b"HTTP/1.1 200")
    assert server.process.wait(EXIT_SECONDS) == 0


def test_killed_a_server_leaves_nobody_behind_at_its_port(platform: Platform) -> None:
    server = platform.web()

    os.kill(server.process.pid, signal.SIGKILL)

    eventually(lambda: server.get("/healthz") is REFUSED, seconds=EXIT_SECONDS)


def _end_of_connecting(address: tuple[str, int]) -> str:
    """What comes first: that nobody answers, or that nobody listens."""
    while True:
        try:
            socket.create_connection(address, timeout=0.1).close()
        except TimeoutError:
            return "dropped"
        except ConnectionRefusedError:
            return "refused"
