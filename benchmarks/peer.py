"""`python -m benchmarks.peer PORT`: a peer that answers well, or badly in the manner it is told by
`PUT /<manner>`.
"""

import json
import socket
import struct
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LOOPBACK = "127.0.0.1"
WELL = "well"
BADLY = ("500", "hangs", "resets", "trickles")
# Longer than anybody waits for a peer.
SECONDS = 60
BODY = json.dumps({"results": [], "next": None, "previous": None}).encode()


class Peer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    manner = WELL

    def do_GET(self) -> None:  # (http.server looks for it by this name)
        if self.manner == "hangs":
            time.sleep(SECONDS)
            self.close_connection = True
        elif self.manner == "resets":
            # Closed with what was read still unanswered: the other side gets a reset.
            now = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
            self.close_connection = True
        else:
            self._answer()

    def do_PUT(self) -> None:  # (as above)
        type(self).manner = self.path.strip("/")
        self.send_response(204)
        self.end_headers()

    def _answer(self) -> None:
        self.send_response(500 if self.manner == "500" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        if self.manner != "trickles":
            self.wfile.write(BODY)
            return
        for byte in BODY:
            self.wfile.write(bytes([byte]))
            time.sleep(1)

    def log_message(self, *_: Any) -> None:
        """Nobody reads it."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: Any) -> None:
        """Whoever asked gave up: that is what is measured."""


if __name__ == "__main__":
    Server((LOOPBACK, int(sys.argv[1])), Peer).serve_forever()
