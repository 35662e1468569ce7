"""`python -m benchmarks.client`: a load that was written before it is sent.

Reads {port, clients, requests, keep} as JSON, requests as Latin-1 text ready for the wire, and
answers {seconds, statuses, latencies, bodies}. Each client keeps one connection. Nothing is
imported that is not needed: the cores belong to the server.
"""

import gc
import json
import socket
import sys
import threading
import time
from collections import Counter
from typing import Any

LOOPBACK = "127.0.0.1"


class Connection:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((LOOPBACK, port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body. Raises ConnectionError."""
        self.socket.sendall(request)
        head, found, body = b"", -1, b""
        while found < 0:
            part = self.socket.recv(65536)
            if not part:
                raise ConnectionError("closed before an answer came")
            head += part
            found = head.find(b"\r\n\r\n")
        head, body = head[:found].lower(), head[found + 4 :]
        status = int(head[9:12])
        at = head.find(b"content-length:")
        length = int(head[at + 15 : (head + b"\r\n").find(b"\r\n", at)]) if at >= 0 else 0
        while len(body) < length:
            part = self.socket.recv(65536)
            if not part:
                raise ConnectionError("closed within an answer")
            body += part
        return status, body


class Load:
    """`clients` threads that take turns at one list of requests."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self.requests = [text.encode("latin-1") for text in asked["requests"]]
        self.keep: bool = asked["keep"]
        self.interval = 1 / asked["rate"] if asked.get("rate") else 0.0
        self.next = iter(range(len(self.requests)))
        self.lock = threading.Lock()
        self.statuses: Counter[int] = Counter()
        self.latencies: list[float] = []
        self.bodies: list[str] = [""] * len(self.requests)
        self.connections = [Connection(asked["port"]) for _ in range(asked["clients"])]

    def run(self) -> dict[str, Any]:
        threads = [threading.Thread(target=self._ask, args=(c,)) for c in self.connections]
        self.began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return {
            "seconds": time.perf_counter() - self.began,
            "statuses": self.statuses,
            "latencies": self.latencies,
            "bodies": self.bodies if self.keep else [],
        }

    def _ask(self, connection: Connection) -> None:
        while True:
            with self.lock:
                number = next(self.next, None)
            if number is None:
                return
            if self.interval:
                due = self.began + number * self.interval
                time.sleep(max(0.0, due - time.perf_counter()))
            started = time.perf_counter()
            try:
                status, body = connection.ask(self.requests[number])
            except OSError:
                status, body = 0, b""
            self.latencies.append(time.perf_counter() - started)
            self.statuses[status] += 1
            if self.keep or status >= 400 or not status:
                self.bodies[number] = body.decode(errors="replace")
            if not status:
                return


if __name__ == "__main__":
    gc.disable()
    load = Load(json.load(sys.stdin))
    answer = load.run()
    answer["refused"] = [body for body in load.bodies if body][:3] if not load.keep else []
    json.dump(answer, sys.stdout)
