"""A problem as bytes: what a plan was made from, and what goes to another process."""

import hashlib
from dataclasses import fields
from typing import Any

import msgspec
import numpy as np

from apps.pickups.domain.routing.problem import Problem, Stop, Vehicle

_MOST_IN_FOUR = np.iinfo(np.int32).max
_PLAIN = [field.name for field in fields(Problem) if field.name not in ("distances", "durations")]


def packed(problem: Problem) -> bytes:
    """The same problem gives the same bytes."""
    matrices = [*problem.distances, *problem.durations]
    plain: dict[str, Any] = {name: getattr(problem, name) for name in _PLAIN}
    plain["profiles"] = len(problem.distances)
    plain["size"] = problem.distances[0].shape[0]
    # Half as many bytes to digest and to send, wherever they hold the figures.
    plain["of"] = "<i4" if all(m.max(initial=0) <= _MOST_IN_FOUR for m in matrices) else "<i8"
    plain["matrices"] = b"".join(m.astype(plain["of"]).tobytes() for m in matrices)
    return msgspec.msgpack.encode(plain, order="deterministic")


def unpacked(data: bytes) -> Problem:
    """The problem that `packed` wrote. Raises msgspec.DecodeError."""
    plain = msgspec.msgpack.decode(data)
    size, profiles = plain.pop("size"), plain.pop("profiles")
    flat = np.frombuffer(plain.pop("matrices"), dtype=plain.pop("of", "<i8"))
    flat = flat.reshape(2 * profiles, size, size)
    matrices = tuple(flat[n].astype(np.int64) for n in range(2 * profiles))
    return Problem(
        stops=msgspec.convert(plain.pop("stops"), tuple[Stop, ...]),
        vehicles=msgspec.convert(plain.pop("vehicles"), tuple[Vehicle, ...]),
        dimensions=tuple(plain.pop("dimensions")),
        distances=matrices[:profiles],
        durations=matrices[profiles:],
        name=plain["name"],
    )


def digest(problem: Problem) -> str:
    """SHA-256 hex of the problem."""
    return digest_of(packed(problem))


def digest_of(data: bytes) -> str:
    """The same of a problem that is packed already."""
    return hashlib.sha256(data).hexdigest()
