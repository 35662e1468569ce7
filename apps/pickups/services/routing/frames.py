"""What a solver's process and its parent say to each other: lengths and msgpack."""

from typing import Any, BinaryIO

import msgspec

from apps.pickups.domain.routing.digest import packed, unpacked
from apps.pickups.domain.routing.plan import Pause, Plan, Reload
from apps.pickups.domain.routing.port import Profile, Terms
from apps.pickups.domain.routing.problem import Problem

_LENGTH = 8


def write(stream: BinaryIO, message: dict[str, Any]) -> None:
    body = msgspec.msgpack.encode(message)
    stream.write(len(body).to_bytes(_LENGTH, "big") + body)
    stream.flush()


def read(stream: BinaryIO) -> dict[str, Any] | None:
    """The next message; None at the end of the stream."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    body = stream.read(int.from_bytes(head, "big"))
    message: dict[str, Any] = msgspec.msgpack.decode(body)
    return message


def task(problem: Problem, terms: Terms) -> dict[str, Any]:
    warm = [[vehicle, [_step(s) for s in steps]] for vehicle, steps in terms.warm.items()]
    return {
        "problem": packed(problem),
        "seconds": terms.seconds,
        "seed": terms.seed,
        "iterations": terms.iterations,
        "cpu": terms.cpu,
        "profile": terms.profile.value,
        "warm": warm,
    }


def task_of(message: dict[str, Any]) -> tuple[Problem, Terms]:
    terms = Terms(
        seconds=message["seconds"],
        seed=message["seed"],
        iterations=message["iterations"],
        cpu=message["cpu"],
        profile=Profile(message["profile"]),
        warm={vehicle: tuple(map(_step_of, steps)) for vehicle, steps in message["warm"]},
    )
    return unpacked(message["problem"]), terms


def plan_message(plan: Plan, cpu_seconds: float) -> dict[str, Any]:
    return {"kind": "plan", "plan": msgspec.to_builtins(plan), "cpu_seconds": cpu_seconds}


def plan_of(message: dict[str, Any]) -> Plan:
    return msgspec.convert(message["plan"], Plan)


def _step(step: Any) -> Any:
    if isinstance(step, Reload):
        return ["reload", step.location]
    return ["break", step.index] if isinstance(step, Pause) else step


def _step_of(plain: Any) -> Any:
    if isinstance(plain, str):
        return plain
    return Reload(plain[1]) if plain[0] == "reload" else Pause(plain[1])
