"""Free ports on the loopback interface."""

import random
import socket

LOOPBACK = "127.0.0.1"
# Below the range from which systems take the local ports of outgoing connections.
OURS = range(20000, 32000)


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port that nobody listens on. Raises OSError after a hundred attempts."""
    # Drawn from the system's randomness: a seeded test must not make two runs meet.
    return _first_free(random.SystemRandom().sample(OURS, 100))


def next_free(port: int) -> int:
    """The first free port at or after `port`. Raises OSError after a hundred."""
    return _first_free(list(range(port, port + 100)))


def _first_free(candidates: list[int]) -> int:
    for candidate in candidates:
        if is_free(candidate):
            return candidate
    raise OSError(f"none of a hundred ports is free ({candidates[0]}, ...)")
