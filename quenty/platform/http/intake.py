"""Who may keep a thread busy, and how: what stands between the server's threads and Django.

A server has many threads that read bodies and few that work. Bodies are read whole, or
refused, before any work begins, so that who sends slowly takes a thread that only reads;
chunked ones become ordinary ones. Reading and working, one caller gets a share, never all.
Who only waits for somebody else gives its turn back meanwhile.
"""

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

PIECE = 64 * 1024
IN_MEMORY = 1024 * 1024
# Bodies that one address may be sending at once.
READING_EACH = 8
# Seconds that a request waits for its turn before it is told to come back.
PATIENCE = 10.0
ALIVE = "/healthz"
# In the environment of a request: gives its turn back before its time.
GIVE_BACK = "quenty.give_back_turn"
_BUSY = (
    b'{"type":"/docs/errors#request.unavailable","title":"Busy","status":503,'
    b'"code":"request.unavailable","detail":"Busy. Try again shortly.","errors":[]}'
)


class Intake:
    """WSGI around WSGI. `working`: requests in Django at once; `largest`: bytes of a body that
    are read at all, above the limits that Django's side has for each kind.
    """

    def __init__(self, application: Application, *, working: int, largest: int) -> None:
        self._application = application
        self._largest = largest
        self._reading = Shares(None, READING_EACH)
        self._working = Shares(working, max(1, working - 1))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == ALIVE:
            return self._application(environ, start_response)
        address = str(environ.get("REMOTE_ADDR", ""))
        if _has_body(environ, self._largest):
            with self._reading.one_of(address, patience=0.0) as allowed:
                if not allowed:
                    return _busy(start_response)
                _read_whole(environ, self._largest)
        caller = environ.get("HTTP_AUTHORIZATION") or environ.get("HTTP_X_API_KEY") or address
        with ExitStack() as turn:
            allowed = turn.enter_context(self._working.one_of(_short(caller), patience=PATIENCE))
            environ[GIVE_BACK] = turn.close
            return self._application(environ, start_response) if allowed else _busy(start_response)


class Shares:
    """At most `most` at once (None: any number), and `each` of one name. Thread-safe."""

    def __init__(self, most: int | None, each: int) -> None:
        self._most = most
        self._each = each
        self._of: Counter[str] = Counter()
        self._all = 0
        self._free = threading.Condition()

    @contextmanager
    def one_of(self, name: str, *, patience: float) -> Iterator[bool]:
        """Whether a share was free within `patience` seconds; it is held meanwhile."""
        with self._free:
            taken = self._free.wait_for(lambda: self._is_free(name), timeout=patience)
            if taken:
                self._of[name] += 1
                self._all += 1
        try:
            yield taken
        finally:
            if taken:
                self._give_back(name)

    def _is_free(self, name: str) -> bool:
        return self._of[name] < self._each and (self._most is None or self._all < self._most)

    def _give_back(self, name: str) -> None:
        with self._free:
            self._all -= 1
            self._of[name] -= 1
            if not self._of[name]:
                del self._of[name]
            self._free.notify_all()


def _has_body(environ: Environ, largest: int) -> bool:
    """Whether there is one worth reading; what claims to be too large is refused further on."""
    told = environ.get("CONTENT_LENGTH") or ""
    if told:
        return told.isdigit() and 0 < int(told) <= largest
    return "HTTP_TRANSFER_ENCODING" in environ


def _read_whole(environ: Environ, largest: int) -> None:
    """Put the body, or the first `largest` bytes and one more, in the place of its stream."""
    body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (read by the application)
    source = environ["wsgi.input"]
    told = environ.get("CONTENT_LENGTH") or ""
    left = int(told) if told else largest + 1
    length = 0
    while left > 0 and (piece := source.read(min(left, PIECE))):
        body.write(piece)
        left -= len(piece)
        length += len(piece)
    body.seek(0)
    environ["wsgi.input"] = body
    if "HTTP_TRANSFER_ENCODING" in environ:
        del environ["HTTP_TRANSFER_ENCODING"]
        environ["CONTENT_LENGTH"] = str(length)


def _short(caller: str) -> str:
    return hashlib.blake2b(caller.encode("latin-1", "replace"), digest_size=8).hexdigest()


def _busy(start_response: StartResponse) -> Iterable[bytes]:
    headers = [
        ("Content-Type", "application/problem+json"),
        ("Content-Length", str(len(_BUSY))),
        ("Retry-After", "2"),
    ]
    start_response("503 Service Unavailable", headers)
    return [_BUSY]
