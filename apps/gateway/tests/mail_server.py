"""An SMTP server on loopback (RFC 5321, as much as a client of ours asks of one)."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class MailServer:
    """`said`: what it answers to a command, by the command's first word, instead of its usual."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.said: dict[str, str] = {}
        self.received: list[str] = []
        self.recipients: list[str] = []


class _Handler(socketserver.StreamRequestHandler):
    mail: MailServer

    def handle(self) -> None:
        self._say("220 ready")
        for raw in self.rfile:
            line = raw.decode().strip()
            word = line.split(":")[0].split(" ")[0].upper()
            if word in self.mail.said:
                self._say(self.mail.said[word])
            elif word == "QUIT":
                return self._say("221 bye")
            elif word == "DATA":
                self._data()
            else:
                if word == "RCPT":
                    self.mail.recipients.append(line.partition(":")[2])
                self._say("250 fine")
        return None

    def _data(self) -> None:
        self._say("354 go on")
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw.decode())
        self.mail.received.append("".join(lines))
        self._say("250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    handler = type("Handler", (_Handler,), {})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        handler.mail = MailServer(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield handler.mail
        finally:
            server.shutdown()
            thread.join()
