"""How a web server leaves its port without a reset for anybody.

The system completes handshakes by itself: who was connected but not yet accepted when a listener
closes is reset, though the request may have been sent. So a server that is told to stop first
takes no new handshakes: its listeners drop SYN packets, as a full backlog does, while it accepts
and answers who is through already. Who was dropped asks again after a second by TCP's own rule,
and is then refused, or served by whoever has the port by then.
"""

import ctypes
import os
import signal
import socket
import stat
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import FrameType

import psutil

# From the first packet dropped to the listener's end. Handshakes under way and a worker that
# is busy have this long.
LAST_CALL_SECONDS = 1.0
# From the one who leads the workers to each of them.
LAST_CALL = signal.SIGUSR1

# asm-generic/socket.h; Python has no name for it.
_SO_ATTACH_FILTER = 26
# Classic BPF over a packet that begins with its TCP header (linux/filter.h: code, jt, jf, k).
# Byte 13 holds the flags; SYN without ACK is a new handshake.
_NO_NEW_HANDSHAKES = (
    (0x30, 0, 0, 13),  # load byte 13
    (0x54, 0, 0, 0x12),  # keep ACK and SYN
    (0x15, 0, 1, 0x02),  # SYN alone?
    (0x06, 0, 0, 0),  # drop it
    (0x06, 0, 0, 0xFFFF_FFFF),  # let all else through
)

Handler = Callable[[int, FrameType | None], object]


def answer_last_call() -> None:
    """In a worker's main thread: from `LAST_CALL` on, no new connections."""
    signal.signal(LAST_CALL, lambda *_: refuse_new())


def make_last_call() -> None:
    """In the process that leads the workers, before it starts any, once it has its own handlers
    of SIGTERM and SIGINT: each worker is told, and has `LAST_CALL_SECONDS`, before they run.
    """
    # A worker that has not got as far as answering it must not die of it.
    signal.signal(LAST_CALL, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGINT):
        ordinary = signal.getsignal(number)
        if not callable(ordinary):
            raise TypeError(f"{number!r} has no handler yet")
        signal.signal(number, _after_last_call(ordinary))


def _after_last_call(ordinary: Handler) -> Handler:
    def leave(number: int, frame: FrameType | None) -> None:
        for worker in psutil.Process().children():
            with suppress(psutil.NoSuchProcess):
                worker.send_signal(LAST_CALL)
        time.sleep(LAST_CALL_SECONDS)
        ordinary(number, frame)

    return leave


def refuse_new() -> None:
    """Every listener of this process drops new handshakes. Where the system has no such filter,
    nothing changes, and the port is left as ordinary servers do.
    """
    if sys.platform != "linux":
        return
    steps = b"".join(struct.pack("HBBI", *step) for step in _NO_NEW_HANDSHAKES)
    program = ctypes.create_string_buffer(steps, len(steps))
    filtered = struct.pack("@HP", len(_NO_NEW_HANDSHAKES), ctypes.addressof(program))
    for listener in _listeners():
        with listener:
            listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, filtered)


def _listeners() -> Iterator[socket.socket]:
    """Handles of this process's listening TCP sockets, of their own: close them."""
    for name in os.listdir("/proc/self/fd"):
        try:
            if not stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                continue
            found = socket.socket(fileno=os.dup(int(name)))
        except OSError:
            continue  # closed meanwhile, as the folder's own was
        is_tcp = found.family in (socket.AF_INET, socket.AF_INET6)
        if is_tcp and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            yield found
        else:
            found.close()
