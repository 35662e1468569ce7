"""What a solver's process and its parent say to each other: lengths and msgpack.

A task is two messages: its terms, then its problem as `digest.packed` wrote it.
"""

from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec

from apps.pickups.domain.routing.beside import Beside
from apps.pickups.domain.routing.digest import unpacked
from apps.pickups.domain.routing.plan import Pause, Plan, Reload
from apps.pickups.domain.routing.port import Profile, Terms
from apps.pickups.domain.routing.problem import Problem

_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`rank`: of the plan, by the prices that it was solved for; the lower the better."""

    plan: Plan
    rank: tuple[int, int, int]
    beside: Beside | None
    cpu_seconds: float


def write(stream: BinaryIO, message: dict[str, Any]) -> None:
    write_bytes(stream, msgspec.msgpack.encode(message))


def write_bytes(stream: BinaryIO, body: bytes) -> None:
    stream.write(len(body).to_bytes(_LENGTH, "big"))
    stream.write(body)
    stream.flush()


def read(stream: BinaryIO) -> dict[str, Any] | None:
    """The next message; None at the end of the stream."""
    body = read_bytes(stream)
    message: dict[str, Any] | None = None if body is None else msgspec.msgpack.decode(body)
    return message


def read_bytes(stream: BinaryIO) -> bytes | None:
    head = stream.read(_LENGTH)
    return None if len(head) < _LENGTH else stream.read(int.from_bytes(head, "big"))


def write_task(stream: BinaryIO, problem: bytes, terms: Terms, *, beside: bool) -> None:
    """`problem`: packed. `beside`: what people want to know beside the plan is asked for too."""
    write(stream, {**_plain(terms), "beside": beside})
    write_bytes(stream, problem)


def read_task(stream: BinaryIO) -> tuple[Problem, Terms, bool] | None:
    message, problem = read(stream), read_bytes(stream)
    if message is None or problem is None:
        return None
    return unpacked(problem), _terms_of(message), message["beside"]


def _plain(terms: Terms) -> dict[str, Any]:
    warm = [[vehicle, [_step(s) for s in steps]] for vehicle, steps in terms.warm.items()]
    return {
        "seconds": terms.seconds,
        "seed": terms.seed,
        "iterations": terms.iterations,
        "cpu": terms.cpu,
        "profile": terms.profile.value,
        "warm": warm,
        "aim": terms.aim,
        "worth": terms.worth,
    }


def _terms_of(message: dict[str, Any]) -> Terms:
    return Terms(
        seconds=message["seconds"],
        seed=message["seed"],
        iterations=message["iterations"],
        cpu=message["cpu"],
        profile=Profile(message["profile"]),
        warm={vehicle: tuple(map(_step_of, steps)) for vehicle, steps in message["warm"]},
        aim=message["aim"],
        worth=message["worth"],
    )


def answer_message(answer: Answer) -> dict[str, Any]:
    return {"kind": "answer", "answer": msgspec.to_builtins(answer)}


def answer_of(message: dict[str, Any]) -> Answer:
    return msgspec.convert(message["answer"], Answer)


def _step(step: Any) -> Any:
    if isinstance(step, Reload):
        return ["reload", step.location]
    return ["break", step.index] if isinstance(step, Pause) else step


def _step_of(plain: Any) -> Any:
    if isinstance(plain, str):
        return plain
    return Reload(plain[1]) if plain[0] == "reload" else Pause(plain[1])
